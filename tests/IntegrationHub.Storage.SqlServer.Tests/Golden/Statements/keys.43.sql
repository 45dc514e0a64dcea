-- @p varbinary(8000),
-- @retailer int,
-- @archive varbinary(16),
-- @number int

UPDATE [a]
SET [a].[body] = @p
FROM [hub].[archive_chunk] AS [a]
WHERE [a].[retailer_id] = @retailer AND [a].[archive_id] = @archive AND [a].[number] = @number
