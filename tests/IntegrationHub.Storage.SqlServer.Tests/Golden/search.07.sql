-- @retailer_Value int,
-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_system nvarchar(100)

exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
SELECT MIN([o].[due_at])
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[claimable_at] IS NOT NULL
