-- @p int,
-- @retailer_Value int,
-- @exchange varbinary(16),
-- @party_Value varbinary(16)

SELECT TOP(@p) [e].[retailer_id], [e].[id], [e].[actor], [e].[at], [e].[data], [e].[digest], [e].[exchange_id], [e].[kind], [e].[party_id], [e].[position], [e].[salt]
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer_Value AND [e].[exchange_id] = @exchange AND [e].[party_id] = @party_Value
ORDER BY [e].[id] DESC
