-- @retailer_Value int

SELECT [d].[id]
FROM [hub].[data_key] AS [d]
WHERE [d].[retailer_id] = @retailer_Value AND [d].[retired_at] IS NULL
