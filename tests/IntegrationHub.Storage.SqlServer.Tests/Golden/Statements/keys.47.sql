-- @retailer_Value int,
-- @column_Name nvarchar(100),
-- @fence bigint

UPDATE [k]
SET [k].[fence] = [k].[fence]
FROM [hub].[key_work] AS [k]
WHERE [k].[retailer_id] = @retailer_Value AND [k].[name] = @column_Name AND [k].[fence] = @fence
