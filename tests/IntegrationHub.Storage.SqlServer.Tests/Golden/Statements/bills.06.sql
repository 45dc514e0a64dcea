-- @Retailer int,
-- @forms nvarchar(max) ,
-- @version int

SELECT [b].[retailer_id], [b].[id], [b].[body], [b].[from_day], [b].[key], [b].[kind], [b].[revision], [b].[saved_at], [b].[saved_by], [b].[state], [b].[to_day], [b].[version]
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[kind] = N'Bill' AND [b].[key] IN (
    SELECT [__openjson0].[Value] COLLATE Latin1_General_100_BIN2
    FROM OPENJSON(@forms) WITH ([Value] nvarchar(200) '$') AS [__openjson0]
) AND [b].[version] = @version
