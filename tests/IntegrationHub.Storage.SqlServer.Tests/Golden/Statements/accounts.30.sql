-- @store_Retailer_Value int,
-- @session_Id varbinary(16)

SELECT TOP(2) [s].[retailer_id], [s].[id], [s].[attempts], [s].[expires_at], [s].[hash], [s].[purpose], [s].[sent_at], [s].[session_id], [s].[used_at]
FROM [hub].[session_code] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[session_id] = @session_Id AND [s].[used_at] IS NULL
