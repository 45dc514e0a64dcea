-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [o]
SET [o].[rejections] = @p
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer AND [o].[id] = @row AND [o].[rejections] = @before
