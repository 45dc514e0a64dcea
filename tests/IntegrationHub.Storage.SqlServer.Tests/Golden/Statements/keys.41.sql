-- @p varbinary(8000),
-- @_8__locals1_retailer int,
-- @head_Id varbinary(16),
-- @_8__locals1_nothing varbinary(8000)

UPDATE [a]
SET [a].[body] = @p
FROM [hub].[archive] AS [a]
WHERE [a].[retailer_id] = @_8__locals1_retailer AND [a].[id] = @head_Id AND [a].[body] <> @_8__locals1_nothing
