-- @p datetime2(7),
-- @_8__locals1_store_Retailer_Value int,
-- @id varbinary(16)

UPDATE [s]
SET [s].[ended_at] = @p
FROM [hub].[session] AS [s]
WHERE [s].[retailer_id] = @_8__locals1_store_Retailer_Value AND [s].[id] = @id AND [s].[ended_at] IS NULL
