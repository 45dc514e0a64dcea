-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [b]
SET [b].[body] = @p
FROM [hub].[business_record] AS [b]
WHERE [b].[retailer_id] = @retailer AND [b].[id] = @row AND [b].[body] = @before
