-- @p int,
-- @retailer_Value int

SELECT TOP(@p) [c].[payload]
FROM [hub].[crossing_outbox] AS [c]
WHERE [c].[retailer_id] = @retailer_Value
ORDER BY [c].[id] DESC
