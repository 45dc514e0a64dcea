-- @store_Retailer_Value int,
-- @session_Id varbinary(16),
-- @now datetime2(7)

UPDATE [s]
SET [s].[attempts] = [s].[attempts] + CAST(1 AS smallint)
FROM [hub].[session_code] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[session_id] = @session_Id AND [s].[purpose] = CAST(0 AS smallint) AND [s].[used_at] IS NULL AND [s].[expires_at] > @now AND [s].[attempts] < CAST(5 AS smallint)
