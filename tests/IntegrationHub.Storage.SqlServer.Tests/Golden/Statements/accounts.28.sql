-- @store_Retailer_Value int,
-- @session_AccountId varbinary(16)

SELECT TOP(2) [a].[retailer_id], [a].[id], [a].[class], [a].[created_at], [a].[disabled_at], [a].[name], [a].[password_at], [a].[password_hash], [a].[person], [a].[roles], [a].[version]
FROM [hub].[account] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[id] = @session_AccountId
