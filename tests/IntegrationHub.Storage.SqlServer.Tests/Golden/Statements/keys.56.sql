-- @retailer int,
-- @id varbinary(16)

SELECT TOP(1) [d].[retailer_id], [d].[id], [d].[created_at], [d].[purpose], [d].[reserved], [d].[retired_at], [d].[suite], [d].[wrapped], [d].[wrapped_by], [d].[wrapped_by_version]
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @retailer AND [d].[id] = @id
