-- @store_Retailer_Value int,
-- @row_Id varbinary(16)

SELECT MAX([s].[begun_at])
FROM [hub].[session] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[account_id] = @row_Id AND [s].[is_complete] = CAST(1 AS bit)
