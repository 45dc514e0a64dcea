-- @store_Retailer_Value int,
-- @who_Session varbinary(16),
-- @now datetime2(7)

UPDATE [s]
SET [s].[attempts] = [s].[attempts] + CAST(1 AS smallint)
FROM [hub].[session_code] AS [s]
WHERE [s].[retailer_id] = @store_Retailer_Value AND [s].[session_id] = @who_Session AND [s].[purpose] = CAST(1 AS smallint) AND [s].[used_at] IS NULL AND [s].[expires_at] > @now AND [s].[attempts] < CAST(5 AS smallint)
