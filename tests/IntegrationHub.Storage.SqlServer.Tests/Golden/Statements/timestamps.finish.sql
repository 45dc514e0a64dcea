-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @id bigint,
-- @fence bigint,
-- @fetched_by datetime2(7)

/* timestamps.finish */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
delete from ledger.timestamp_queue where (id = @id and fence = @fence) or (digest is not null and stamped_at < @fetched_by);
