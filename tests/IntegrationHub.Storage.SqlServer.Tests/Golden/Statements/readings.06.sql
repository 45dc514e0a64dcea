-- @Retailer int,
-- @day date,
-- @first nvarchar(64),
-- @last nvarchar(64),
-- @stored1 nvarchar(64),
-- @stored2 nvarchar(64)

SELECT [r].[account_key], [r].[channel], [r].[version], [r].[id]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @Retailer AND [r].[month] = @day AND [r].[account_key] >= @first AND [r].[account_key] <= @last AND [r].[account_key] IN (@stored1, @stored2)
ORDER BY [r].[account_key], [r].[channel], [r].[version]
