-- @retailer int,
-- @last nvarchar(100)

SELECT TOP(1) [b].[kind]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @retailer AND [b].[kind] > @last
ORDER BY [b].[kind]
