-- @p nvarchar(64),
-- @p4 varbinary(8000),
-- @p5 datetime2(7),
-- @p6 nvarchar(200),
-- @Retailer int,
-- @record_Id varbinary(16),
-- @record_Revision bigint

UPDATE [b]
SET [b].[state] = @p,
    [b].[body] = @p4,
    [b].[revision] = [b].[revision] + CAST(1 AS bigint),
    [b].[saved_at] = @p5,
    [b].[saved_by] = @p6
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @Retailer AND [b].[id] = @record_Id AND [b].[revision] = @record_Revision
