-- @retailer_Value int

SELECT [d].[retailer_id], [d].[id], [d].[created_at], [d].[purpose], [d].[reserved], [d].[retired_at], [d].[suite], [d].[wrapped], [d].[wrapped_by], [d].[wrapped_by_version]
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @retailer_Value
ORDER BY [d].[id]
