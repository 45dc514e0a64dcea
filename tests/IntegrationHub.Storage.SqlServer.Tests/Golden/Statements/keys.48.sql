-- @p int,
-- @retailer int,
-- @range_From nvarchar(400),
-- @range_End nvarchar(400)

SELECT TOP(@p) [e].[value] AS [Value], [e].[exchange_id] AS [ExchangeId], [e].[sealed] AS [Sealed]
FROM [hub].[exchange_key] AS [e]
WHERE [e].[retailer_id] = @retailer AND [e].[kind] = CAST(2 AS smallint) AND [e].[value] > @range_From AND [e].[value] < @range_End AND [e].[sealed] IS NOT NULL
ORDER BY [e].[value], [e].[exchange_id]
