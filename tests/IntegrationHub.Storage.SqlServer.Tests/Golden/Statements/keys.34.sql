-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [p].[id], [p].[data]
FROM [hub].[process_work] AS [p]
WHERE [p].[retailer_id] = @retailer AND [p].[id] > @from
ORDER BY [p].[id]
