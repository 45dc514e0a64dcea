-- @p int,
-- @_8__locals1_retailer int,
-- @afterValue nvarchar(400),
-- @_8__locals1_range_End nvarchar(400),
-- @afterExchange varbinary(16)

SELECT TOP(@p) [e].[retailer_id], [e].[kind], [e].[value], [e].[exchange_id], [e].[sealed]
FROM [hub].[exchange_key] AS [e]
WHERE [e].[retailer_id] = @_8__locals1_retailer AND [e].[kind] = CAST(2 AS smallint) AND [e].[value] >= @afterValue AND [e].[value] < @_8__locals1_range_End AND [e].[sealed] IS NOT NULL AND ([e].[value] <> @afterValue OR [e].[exchange_id] > @afterExchange)
ORDER BY [e].[value], [e].[exchange_id]
