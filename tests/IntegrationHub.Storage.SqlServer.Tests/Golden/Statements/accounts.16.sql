-- @store_Retailer_Value int,
-- @row_Id varbinary(16)

DELETE FROM [a]
FROM [hub].[account_certificate] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[account_id] = @row_Id
