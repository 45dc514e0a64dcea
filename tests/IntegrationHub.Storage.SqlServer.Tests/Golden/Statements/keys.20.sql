-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [o].[id], [o].[rejections]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer AND [o].[id] > @from
ORDER BY [o].[id]
