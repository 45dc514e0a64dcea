-- @only nvarchar(200),
-- @Retailer int,
-- @name nvarchar(100),
-- @record_Version int,
-- @record_Revision bigint

SELECT TOP(1) [b].[id]
FROM [hub].[business_record] AS [b]
WHERE [b].[key] = @only AND [b].[retailer_id] = @Retailer AND [b].[kind] = @name AND [b].[version] = @record_Version AND [b].[revision] = @record_Revision
