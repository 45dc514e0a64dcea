-- @store_Retailer_Value int,
-- @row_Id varbinary(16)

SELECT TOP(1) [a].[retailer_id], [a].[issuer_key], [a].[subject_key], [a].[account_id], [a].[bound_at]
FROM [hub].[account_certificate] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[account_id] = @row_Id
ORDER BY [a].[bound_at] DESC
