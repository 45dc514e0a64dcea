-- @retailer int,
-- @archive varbinary(16),
-- @number int

SELECT TOP(1) [a].[body]
FROM [hub].[archive_chunk] AS [a]
WHERE [a].[retailer_id] = @retailer AND [a].[archive_id] = @archive AND [a].[number] = @number
