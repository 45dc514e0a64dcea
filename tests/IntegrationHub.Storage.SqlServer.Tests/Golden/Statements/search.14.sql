-- @retailer_Value int,
-- @ids1 varbinary(16),
-- @ids2 varbinary(16)

SELECT [i].[id] AS [Id], [i].[root_element] AS [RootElement]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer_Value AND [i].[id] IN (@ids1, @ids2)
