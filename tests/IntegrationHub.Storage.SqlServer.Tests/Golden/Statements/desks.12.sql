-- @store_Retailer_Value int,
-- @who_Account_Id varbinary(16)

SELECT TOP(2) [a].[password_hash]
FROM [hub].[account] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[id] = @who_Account_Id
