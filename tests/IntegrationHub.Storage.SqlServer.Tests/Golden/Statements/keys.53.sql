-- @p varbinary(16),
-- @p4 bigint,
-- @p5 bigint,
-- @p6 datetime2(7),
-- @retailer_Value int,
-- @work_Name nvarchar(100),
-- @work_Fence bigint

UPDATE [k]
SET [k].[after] = @p,
    [k].[seen] = [k].[seen] + @p4,
    [k].[written] = [k].[written] + @p5,
    [k].[claimable_at] = @p6,
    [k].[finished_at] = NULL,
    [k].[from_plaintext] = [k].[from_plaintext]
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] = @work_Name AND [k].[fence] = @work_Fence
