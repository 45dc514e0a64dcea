-- @p int,
-- @retailer_Value int

SELECT TOP(@p) [c].[retailer_id], [c].[stream], [c].[id], [c].[at], [c].[kind], [c].[number], [c].[payload], [c].[received_at], [c].[subject], [c].[version]
FROM [customer].[crossing_inbox] AS [c]
WHERE [c].[retailer_id] = @retailer_Value AND [c].[payload] NOT LIKE N'{"sealed":"%'
ORDER BY [c].[id]
