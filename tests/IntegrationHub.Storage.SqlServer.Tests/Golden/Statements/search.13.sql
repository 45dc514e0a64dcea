-- @retailer_Value int,
-- @id varbinary(16)

SELECT TOP(1) [e].[retailer_id], [e].[id], [e].[actor], [e].[at], [e].[data], [e].[digest], [e].[exchange_id], [e].[kind], [e].[party_id], [e].[position], [e].[salt]
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer_Value AND [e].[id] = @id
