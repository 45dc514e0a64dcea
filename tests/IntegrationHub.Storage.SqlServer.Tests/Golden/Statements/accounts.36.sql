-- @store_Retailer_Value int,
-- @yesterday datetime2(7)

DELETE FROM [s]
FROM [hub].[session_code] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[expires_at] < @yesterday
