-- @retailer_Value int,
-- @now datetime2(7)

SELECT [o].[party_id] AS [Key], COUNT_BIG(*) AS [Count], MIN([o].[claimable_at]) AS [Oldest]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[claimable_at] IS NOT NULL AND [o].[claimable_at] <= @now
GROUP BY [o].[party_id]
