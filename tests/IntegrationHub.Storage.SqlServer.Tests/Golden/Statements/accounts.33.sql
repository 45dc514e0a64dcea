-- @store_Retailer_Value int,
-- @now datetime2(7),
-- @account varbinary(16)

SELECT [s].[retailer_id], [s].[id], [s].[account_id], [s].[address], [s].[agent], [s].[begun_at], [s].[door], [s].[ended_at], [s].[expires_at], [s].[is_complete], [s].[seen_at], [s].[thumbprint], [s].[token_hash]
FROM [hub].[session] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[is_complete] = CAST(1 AS bit) AND [s].[ended_at] IS NULL AND [s].[expires_at] > @now AND [s].[account_id] = @account
ORDER BY [s].[id] DESC
