-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer_id int,
-- @id binary(16),
-- @party_id binary(16),
-- @period_start datetime2(7),
-- @period_end datetime2(7),
-- @state smallint,
-- @priority smallint,
-- @updated_at datetime2(7),
-- @due_at datetime2(7),
-- @gate_closure datetime2(7),
-- @attempts int,
-- @answer_lost bit,
-- @message_archive_id binary(16),
-- @rejections varbinary(max) ,
-- @acknowledged_by binary(16),
-- @endpoint nvarchar(4000),
-- @retailer int,
-- @events [hub].[event_list] READONLY,
-- @keys [hub].[search_key_list] READONLY

/* sending.change+entry */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;

declare @changed int;
update hub.outbound_exchange set state = @state, priority = @priority, updated_at = @updated_at, due_at = @due_at, gate_closure = @gate_closure, attempts = @attempts, answer_lost = @answer_lost, message_archive_id = @message_archive_id, rejections = @rejections, acknowledged_by = @acknowledged_by, endpoint = @endpoint, claimable_at = @due_at, claimed_by = null, fence = fence + 1
where retailer_id = @retailer_id and id = @id;
set @changed = @@rowcount;
if @changed = 1
begin
    insert into hub.mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
    values (@retailer, @party_id, @id, 1, @updated_at, @period_start, @period_end);
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
    insert into hub.exchange_key (retailer_id, kind, value, exchange_id, sealed)
select @retailer, k.kind, k.value, @id, k.sealed from @keys as k
where not exists (
    select 1 from hub.exchange_key as known
    where known.retailer_id = @retailer and known.kind = k.kind and known.value = k.value and known.exchange_id = @id);
end;

select @changed;
