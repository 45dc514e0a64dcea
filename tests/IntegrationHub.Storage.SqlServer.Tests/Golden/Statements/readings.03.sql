-- @p int,
-- @Retailer int,
-- @day date

SELECT TOP(@p) [r].[account_key], [r].[channel], [r].[version], [r].[id]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @Retailer AND [r].[month] = @day
ORDER BY [r].[account_key], [r].[channel], [r].[version]
