-- @p int,
-- @retailer_Value int,
-- @party_Value varbinary(16),
-- @state smallint,
-- @mRid nvarchar(256),
-- @before varbinary(16),
-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_system nvarchar(100)

exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
SELECT TOP(@p) [i].[retailer_id], [i].[id], [i].[answer_archive_id], [i].[archive_id], [i].[canonical_digest], [i].[channel], [i].[completed_at], [i].[first_exchange_id], [i].[mrid], [i].[party_id], [i].[period_end], [i].[period_start], [i].[profile], [i].[received_at], [i].[rejections], [i].[revision], [i].[root_element], [i].[schema_result], [i].[sender_code], [i].[size], [i].[state], [i].[type]
FROM [hub].[inbound_exchange] AS [i]
WHERE [i].[retailer_id] = @retailer_Value AND [i].[party_id] = @party_Value AND [i].[state] = @state AND [i].[mrid] = @mRid AND [i].[id] < @before
ORDER BY [i].[id] DESC
