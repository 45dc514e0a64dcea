-- @retailer_Value int,
-- @now datetime2(7)

SELECT [o].[party_id] AS [Key], COUNT_BIG(*) AS [Count], MIN(CASE
    WHEN [o].[state] <= CAST(3 AS smallint) THEN [o].[created_at]
    ELSE [o].[claimable_at]
END) AS [Oldest]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[claimable_at] IS NOT NULL AND ([o].[claimable_at] <= @now OR ([o].[attempts] > 0 AND [o].[state] <= CAST(3 AS smallint)))
GROUP BY [o].[party_id]
