-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @cursor_retailer int,
-- @cursor_party binary(16),
-- @cursor_code bigint,
-- @cursor_server_timestamp datetime2(7),
-- @cursor_next datetime2(7),
-- @cursor_failures int,
-- @cursor_entry_failures int,
-- @retailer int,
-- @events [hub].[event_list] READONLY

/* pulling.save */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
update hub.pull_cursor with (updlock, holdlock, rowlock)
set last_code = @cursor_code, last_server_timestamp = @cursor_server_timestamp, next_poll_at = @cursor_next, failures = @cursor_failures,
    entry_failures = @cursor_entry_failures
where retailer_id = @cursor_retailer and party_id = @cursor_party;
if @@rowcount = 0
    insert into hub.pull_cursor (retailer_id, party_id, last_code, last_server_timestamp, next_poll_at, failures, entry_failures)
    values (@cursor_retailer, @cursor_party, @cursor_code, @cursor_server_timestamp, @cursor_next, @cursor_failures, @cursor_entry_failures);
insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
commit transaction;
