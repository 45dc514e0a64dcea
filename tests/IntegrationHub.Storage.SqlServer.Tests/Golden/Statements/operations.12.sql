-- @retailer_Value int

SELECT COUNT_BIG(*)
FROM [hub].[notification] AS [n]
WHERE [n].[retailer_id] = @retailer_Value
