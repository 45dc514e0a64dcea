-- @p int,
-- @retailer_Value int,
-- @party_Value varbinary(16),
-- @first varbinary(16)

SELECT TOP(@p) [i].[channel] AS [Channel], [i].[state] AS [State], [i].[received_at] AS [ReceivedAt], [i].[completed_at] AS [CompletedAt]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer_Value AND [i].[party_id] = @party_Value AND [i].[id] >= @first
ORDER BY [i].[id] DESC
