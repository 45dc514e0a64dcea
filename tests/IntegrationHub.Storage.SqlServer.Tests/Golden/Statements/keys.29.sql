-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [r]
SET [r].[body] = @p
FROM [hub].[reading_block] AS [r]
WHERE [r].[retailer_id] = @retailer AND [r].[id] = @row AND [r].[body] = @before
