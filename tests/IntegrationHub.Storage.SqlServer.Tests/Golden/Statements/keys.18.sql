-- @p int,
-- @retailer int,
-- @from varbinary(16)

SELECT TOP(@p) [i].[id], [i].[rejections]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer AND [i].[id] > @from
ORDER BY [i].[id]
