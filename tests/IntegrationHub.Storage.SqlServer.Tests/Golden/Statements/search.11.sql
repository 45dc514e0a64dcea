-- @retailer_Value int,
-- @filter_Kind nvarchar(100)

SELECT TOP(1) [e].[kind]
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer_Value AND [e].[kind] >= @filter_Kind
ORDER BY [e].[kind]
