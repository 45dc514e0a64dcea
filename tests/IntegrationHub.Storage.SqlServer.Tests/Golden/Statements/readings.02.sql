-- @Retailer int,
-- @day date,
-- @forms1 nvarchar(64),
-- @number smallint

SELECT TOP(1) [r].[retailer_id], [r].[id], [r].[account_key], [r].[body], [r].[channel], [r].[month], [r].[saved_at], [r].[saved_by], [r].[version]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @Retailer AND [r].[month] = @day AND [r].[account_key] = @forms1 AND [r].[channel] = @number
ORDER BY [r].[version] DESC
