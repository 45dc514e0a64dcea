-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [p]
SET [p].[state] = @p
FROM [hub].[process_instance] AS [p]
WHERE [p].[retailer_id] = @retailer AND [p].[id] = @row AND [p].[state] = @before
