-- @p3 bigint,
-- @p5 datetime2(7),
-- @p50 datetime2(7),
-- @retailer_Value int,
-- @name nvarchar(100)

UPDATE [k]
SET [k].[after] = NULL,
    [k].[seen] = @p3,
    [k].[written] = @p3,
    [k].[begun_at] = @p5,
    [k].[claimable_at] = @p50,
    [k].[finished_at] = NULL,
    [k].[fence] = [k].[fence] + CAST(1 AS bigint)
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] = @name
