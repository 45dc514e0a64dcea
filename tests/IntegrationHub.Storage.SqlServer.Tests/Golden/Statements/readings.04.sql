-- @Retailer int,
-- @day date,
-- @first nvarchar(64),
-- @last nvarchar(64),
-- @wanted1 varbinary(16)

SELECT [r].[id] AS [Id], [r].[body] AS [Body]
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @Retailer AND [r].[month] = @day AND [r].[account_key] >= @first AND [r].[account_key] <= @last AND [r].[id] = @wanted1
