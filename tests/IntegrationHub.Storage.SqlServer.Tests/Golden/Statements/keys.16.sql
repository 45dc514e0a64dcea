-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [e]
SET [e].[data] = @p
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer AND [e].[id] = @row AND [e].[data] = @before
