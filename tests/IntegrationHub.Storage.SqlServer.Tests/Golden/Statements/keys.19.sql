-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [i]
SET [i].[rejections] = @p
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer AND [i].[id] = @row AND [i].[rejections] = @before
