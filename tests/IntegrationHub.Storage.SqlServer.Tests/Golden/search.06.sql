-- @retailer_Value int,
-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_system nvarchar(100)

exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
SELECT [o].[state] AS [State], COUNT_BIG(*) AS [Count], COUNT_BIG(CASE
    WHEN [o].[never_acknowledged] = CAST(0 AS bit) THEN 1
END) AS [Unanswered]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value
GROUP BY [o].[state]
