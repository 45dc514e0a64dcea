-- @retailer_Value int

SELECT [n].[name] AS [Name], [n].[seen_at] AS [SeenAt]
FROM [hub].[node] AS [n]
WHERE [n].[retailer_id] = @retailer_Value AND [n].[stopped_at] IS NULL AND [n].[missed_at] IS NULL
ORDER BY [n].[name]
