-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [e].[id], [e].[data]
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer AND [e].[id] > @from
ORDER BY [e].[id]
