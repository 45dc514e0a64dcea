-- @store_Retailer_Value int,
-- @yesterday datetime2(7)

DELETE FROM [a]
FROM [hub].[attempt] AS [a]
WHERE [a].[retailer_id] = @store_Retailer_Value AND [a].[since] < @yesterday
