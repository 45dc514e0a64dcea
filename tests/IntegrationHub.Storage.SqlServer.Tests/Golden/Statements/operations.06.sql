-- @retailer_Value int,
-- @forgotten datetime2(7)

DELETE FROM [n]
FROM [hub].[node] AS [n]
WHERE [n].[retailer_id] = @retailer_Value AND [n].[seen_at] < @forgotten
