-- @retailer int,
-- @_8__locals2_last date

SELECT TOP(1) [r].[month]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @retailer AND [r].[month] > @_8__locals2_last
ORDER BY [r].[month]
