-- @retailer_Value int,
-- @ids1 varbinary(16),
-- @ids2 varbinary(16)

SELECT [o].[id] AS [Id], [o].[root_element] AS [RootElement]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[id] IN (@ids1, @ids2)
