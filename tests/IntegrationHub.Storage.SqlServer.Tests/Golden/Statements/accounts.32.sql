-- @store_Retailer_Value int,
-- @ids1 varbinary(16)

SELECT [s].[retailer_id], [s].[id], [s].[account_id], [s].[address], [s].[agent], [s].[begun_at], [s].[door], [s].[ended_at], [s].[expires_at], [s].[is_complete], [s].[seen_at], [s].[thumbprint], [s].[token_hash], [a].[retailer_id], [a].[id], [a].[class], [a].[created_at], [a].[disabled_at], [a].[name], [a].[password_at], [a].[password_hash], [a].[person], [a].[roles], [a].[version]
FROM [hub].[session] AS [s]
INNER JOIN [hub].[account] AS [a] ON [s].[retailer_id] = [a].[retailer_id] AND [s].[account_id] = [a].[id]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[id] = @ids1 AND [s].[is_complete] = CAST(1 AS bit) AND [s].[ended_at] IS NULL
