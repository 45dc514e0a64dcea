-- @p int,
-- @retailer_Value int,
-- @kind_startswith nvarchar(100)

SELECT TOP(@p) [e].[retailer_id], [e].[id], [e].[actor], [e].[at], [e].[data], [e].[digest], [e].[exchange_id], [e].[kind], [e].[party_id], [e].[position], [e].[salt]
FROM [hub].[event] AS [e]
WHERE [e].[retailer_id] = @retailer_Value AND [e].[kind] LIKE @kind_startswith ESCAPE N'\'
ORDER BY [e].[id] DESC
