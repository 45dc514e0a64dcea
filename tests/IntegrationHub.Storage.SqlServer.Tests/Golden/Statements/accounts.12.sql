-- @store_Retailer_Value int,
-- @row_Id varbinary(16)

SELECT [s].[id]
FROM [hub].[session] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[ended_at] IS NULL AND [s].[account_id] = @row_Id
