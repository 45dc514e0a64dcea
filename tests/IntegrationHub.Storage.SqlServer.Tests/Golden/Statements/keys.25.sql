-- @p varbinary(8000),
-- @retailer int,
-- @row varbinary(16),
-- @before varbinary(8000)

UPDATE [a]
SET [a].[person] = @p
FROM [hub].[account] AS [a]
WHERE [a].[retailer_id] = @retailer AND [a].[id] = @row AND [a].[person] = @before
