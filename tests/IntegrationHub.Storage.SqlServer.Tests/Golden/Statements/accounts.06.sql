-- @store_Retailer_Value int

SELECT [a].[account_id] AS [Key], COUNT(*) AS [Count]
FROM [hub].[account_certificate] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value
GROUP BY [a].[account_id]
