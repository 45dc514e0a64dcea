-- 

SELECT [e].[retailer_id], [e].[id], [e].[actor], [e].[at], [e].[data], [e].[digest], [e].[exchange_id], [e].[kind], [e].[party_id], [e].[position], [e].[salt]
FROM [hub].[event] AS [e]
WHERE 0 = 1
