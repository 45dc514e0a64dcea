-- @retailer_Value int,
-- @name nvarchar(100)

SELECT TOP(1) [n].[retailer_id], [n].[name], [n].[disk_free], [n].[disk_total], [n].[memory_total], [n].[memory_used], [n].[missed_at], [n].[network_in], [n].[network_out], [n].[processor_load], [n].[processors], [n].[seen_at], [n].[started_at], [n].[stopped_at], [n].[version]
FROM [hub].[node] AS [n]
WHERE [n].[retailer_id] = @retailer_Value AND [n].[name] = @name
