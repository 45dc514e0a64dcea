-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [b].[id], [b].[body]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @retailer AND [b].[id] > @from
ORDER BY [b].[id]
