-- @p datetime2(7),
-- @retailer_Value int,
-- @one_Name nvarchar(100),
-- @_8__locals1_missing datetime2(7)

UPDATE [n]
SET [n].[missed_at] = @p
FROM [hub].[node] AS [n]
WHERE [n].[retailer_id] = @retailer_Value AND [n].[name] = @one_Name AND [n].[missed_at] IS NULL AND [n].[seen_at] < @_8__locals1_missing
