-- @store_Retailer_Value int,
-- @hash varbinary(64)

SELECT TOP(2) [s].[retailer_id], [s].[id], [s].[account_id], [s].[address], [s].[agent], [s].[begun_at], [s].[door], [s].[ended_at], [s].[expires_at], [s].[is_complete], [s].[seen_at], [s].[thumbprint], [s].[token_hash]
FROM [hub].[session] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[token_hash] = @hash AND [s].[is_complete] = CAST(0 AS bit) AND [s].[ended_at] IS NULL
