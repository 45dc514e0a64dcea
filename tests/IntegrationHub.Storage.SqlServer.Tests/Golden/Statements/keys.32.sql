-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [p].[id], [p].[inputs]
FROM [hub].[process_task] AS [p]
WHERE [p].[retailer_id] = @retailer AND [p].[id] > @from
ORDER BY [p].[id]
