-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [r].[id], [r].[body]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @retailer AND [r].[id] > @from
ORDER BY [r].[id]
