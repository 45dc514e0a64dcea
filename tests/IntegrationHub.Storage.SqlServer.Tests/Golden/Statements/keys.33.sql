-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [p]
SET [p].[inputs] = @p
FROM [hub].[process_task] AS [p]
WHERE [p].[retailer_id] = @retailer AND [p].[id] = @row AND [p].[inputs] = @before
