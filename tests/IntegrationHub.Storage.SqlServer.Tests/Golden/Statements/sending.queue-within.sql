-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @sender_code nvarchar(4000),
-- @mrid nvarchar(4000),
-- @revision int,
-- @profile nvarchar(4000),
-- @root_element nvarchar(4000),
-- @type nvarchar(4000),
-- @created_at datetime2(7),
-- @canonical_digest varbinary(max) ,
-- @document_archive_id binary(16),
-- @size bigint,
-- @never_acknowledged bit,
-- @series_cut bit,
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
-- @visible bit,
-- @events [hub].[event_list] READONLY,
-- @keys [hub].[search_key_list] READONLY

/* sending.queue-within */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;

declare @queued int = 1;
set xact_abort off;
begin try
    insert into hub.outbound_exchange (retailer_id, id, party_id, sender_code, mrid, revision, profile, root_element, type, period_start, period_end, created_at, canonical_digest, document_archive_id, size, never_acknowledged, state, priority, updated_at, due_at, gate_closure, attempts, answer_lost, message_archive_id, rejections, acknowledged_by, endpoint, series_cut, claimable_at, fence) values (@retailer_id, @id, @party_id, @sender_code, @mrid, @revision, @profile, @root_element, @type, @period_start, @period_end, @created_at, @canonical_digest, @document_archive_id, @size, @never_acknowledged, @state, @priority, @updated_at, @due_at, @gate_closure, @attempts, @answer_lost, @message_archive_id, @rejections, @acknowledged_by, @endpoint, @series_cut, @due_at, 0);
end try
begin catch
    if error_number() not in (2601, 2627)
    begin
        
        throw;
    end;
    set @queued = 0;
end catch;
set xact_abort on;
if @queued = 1 and @visible = 1
begin
    insert into hub.mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
    values (@retailer, @party_id, @id, 1, @updated_at, @period_start, @period_end);
end;
if @queued = 1
begin
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
    insert into hub.exchange_key (retailer_id, kind, value, exchange_id, sealed)
select @retailer, k.kind, k.value, @id, k.sealed from @keys as k
where not exists (
    select 1 from hub.exchange_key as known
    where known.retailer_id = @retailer and known.kind = k.kind and known.value = k.value and known.exchange_id = @id);
end;

select @queued;
