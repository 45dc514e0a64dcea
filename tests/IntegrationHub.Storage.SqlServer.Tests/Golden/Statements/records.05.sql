-- @p int,
-- @Retailer int,
-- @name nvarchar(100),
-- @day date,
-- @key nvarchar(200),
-- @version int

SELECT TOP(@p) [b].[retailer_id], [b].[id], [b].[body], [b].[from_day], [b].[key], [b].[kind], [b].[revision], [b].[saved_at], [b].[saved_by], [b].[state], [b].[to_day], [b].[version]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = @name AND ([b].[from_day] IS NULL OR [b].[from_day] <= @day) AND ([b].[to_day] IS NULL OR [b].[to_day] >= @day) AND [b].[key] >= @key AND ([b].[key] > @key OR [b].[version] > @version)
ORDER BY [b].[key], [b].[version]
