-- @p datetime2(7),
-- @retailer_Value int,
-- @due_Name nvarchar(100),
-- @due_Fence bigint

UPDATE [k]
SET [k].[fence] = [k].[fence] + CAST(1 AS bigint),
    [k].[claimable_at] = @p
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] = @due_Name AND [k].[fence] = @due_Fence
