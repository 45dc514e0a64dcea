-- @p int,
-- @retailer int,
-- @kind nvarchar(100),
-- @from nvarchar(200),
-- @_8__locals1_range_End nvarchar(200)

SELECT TOP(@p) [b].[key]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @retailer AND [b].[kind] = @kind AND [b].[key] > @from AND [b].[key] < @_8__locals1_range_End
ORDER BY [b].[key]
