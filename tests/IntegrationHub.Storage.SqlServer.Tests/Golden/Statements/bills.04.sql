-- @Retailer int,
-- @keys1 nvarchar(200),
-- @version int

SELECT [b].[key]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = N'Bill' AND [b].[key] = @keys1 AND [b].[version] = @version
