-- @retailer_Value int,
-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_system nvarchar(100)

exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
SELECT [o].[party_id] AS [Party], COUNT_BIG(CASE
    WHEN [o].[state] < CAST(4 AS smallint) OR ([o].[state] = CAST(4 AS smallint) AND [o].[never_acknowledged] = CAST(0 AS bit)) THEN 1
END) AS [Open], COUNT_BIG(CASE
    WHEN [o].[state] <= CAST(3 AS smallint) AND [o].[attempts] > 0 THEN 1
END) AS [Retrying], COUNT_BIG(CASE
    WHEN [o].[state] = CAST(9 AS smallint) THEN 1
END) AS [Quarantined], MIN(CASE
    WHEN [o].[state] <= CAST(3 AS smallint) THEN [o].[created_at]
END) AS [Oldest], MAX(CASE
    WHEN [o].[state] >= CAST(4 AS smallint) AND [o].[state] <= CAST(7 AS smallint) THEN [o].[updated_at]
END) AS [Through]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value
GROUP BY [o].[party_id]
