-- @p nvarchar(64),
-- @p4 date,
-- @p6 varbinary(8000),
-- @p7 datetime2(7),
-- @p8 nvarchar(200),
-- @Retailer int,
-- @id varbinary(16),
-- @record_Revision bigint

UPDATE [b]
SET [b].[state] = @p,
    [b].[from_day] = @p4,
    [b].[to_day] = NULL,
    [b].[body] = @p6,
    [b].[revision] = [b].[revision] + CAST(1 AS bigint),
    [b].[saved_at] = @p7,
    [b].[saved_by] = @p8
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[id] = @id AND [b].[revision] = @record_Revision
