-- @Retailer int,
-- @forms1 nvarchar(200),
-- @forms2 nvarchar(200),
-- @version int

SELECT [b].[retailer_id], [b].[id], [b].[body], [b].[from_day], [b].[key], [b].[kind], [b].[revision], [b].[saved_at], [b].[saved_by], [b].[state], [b].[to_day], [b].[version]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = N'Bill' AND [b].[key] IN (@forms1, @forms2) AND [b].[version] = @version
