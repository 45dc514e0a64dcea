-- @p datetime2(7),
-- @retailer_Value int,
-- @name nvarchar(100),
-- @seen datetime2(7)

UPDATE [n]
SET [n].[missed_at] = @p
FROM [hub].[node] AS [n]
WHERE [n].[retailer_id] = @retailer_Value AND [n].[name] = @name AND [n].[missed_at] IS NULL AND [n].[seen_at] = @seen
