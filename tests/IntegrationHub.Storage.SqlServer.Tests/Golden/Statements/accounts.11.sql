-- @Retailer int,
-- @kind nvarchar(100),
-- @key nvarchar(200)

SELECT TOP(2) [b].[retailer_id], [b].[id], [b].[body], [b].[from_day], [b].[key], [b].[kind], [b].[revision], [b].[saved_at], [b].[saved_by], [b].[state], [b].[to_day], [b].[version]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = @kind AND [b].[key] = @key
