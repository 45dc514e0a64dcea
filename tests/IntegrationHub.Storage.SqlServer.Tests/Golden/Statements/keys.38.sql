-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [p].[id], [p].[text]
FROM [hub].[process_notice] AS [p]
WHERE [p].[retailer_id] = @retailer AND [p].[id] > @from
ORDER BY [p].[id]
