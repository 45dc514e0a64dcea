-- @p nvarchar(64),
-- @_8__locals1_retailer int,
-- @_8__locals1_month date,
-- @account nvarchar(64)

UPDATE [r]
SET [r].[account_key] = @p
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @_8__locals1_retailer AND [r].[month] = @_8__locals1_month AND [r].[account_key] = @account
