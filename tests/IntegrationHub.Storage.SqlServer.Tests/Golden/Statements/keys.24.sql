-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [a].[id], [a].[person]
FROM [hub].[account] AS [a]
WHERE [a].[retailer_id] = @retailer AND [a].[id] > @from
ORDER BY [a].[id]
