-- @p int,
-- @Retailer int,
-- @name nvarchar(100),
-- @last date,
-- @first date

SELECT TOP(@p) [b].[retailer_id], [b].[id], [b].[body], [b].[from_day], [b].[key], [b].[kind], [b].[revision], [b].[saved_at], [b].[saved_by], [b].[state], [b].[to_day], [b].[version]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = @name AND ([b].[from_day] IS NULL OR [b].[from_day] <= @last) AND ([b].[to_day] IS NULL OR [b].[to_day] >= @first)
ORDER BY [b].[key], [b].[version]
