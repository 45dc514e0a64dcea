-- @p nvarchar(400),
-- @p4 varbinary(8000),
-- @_8__locals1_retailer int,
-- @row_Value nvarchar(400),
-- @row_ExchangeId varbinary(16)

UPDATE [e]
SET [e].[value] = @p,
    [e].[sealed] = @p4
FROM [hub].[exchange_key] AS [e]
WHERE [e].[retailer_id] = @_8__locals1_retailer AND [e].[kind] = CAST(2 AS smallint) AND [e].[value] = @row_Value AND [e].[exchange_id] = @row_ExchangeId
