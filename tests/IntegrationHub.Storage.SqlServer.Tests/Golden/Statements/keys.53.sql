-- @p nvarchar(200),
-- @_8__locals1_retailer int,
-- @_8__locals1_kind nvarchar(100),
-- @key nvarchar(200)

UPDATE [b]
SET [b].[key] = @p
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @_8__locals1_retailer AND [b].[kind] = @_8__locals1_kind AND [b].[key] = @key
