-- @p datetime2(7),
-- @store_Retailer_Value int,
-- @session varbinary(16)

UPDATE [s]
SET [s].[used_at] = @p
FROM [hub].[session_code] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[session_id] = @session AND [s].[used_at] IS NULL
