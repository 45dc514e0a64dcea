-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @party binary(16),
-- @channel smallint,
-- @state smallint,
-- @received_at datetime2(7),
-- @completed_at datetime2(7),
-- @archive_id binary(16),
-- @size bigint,
-- @profile nvarchar(4000),
-- @root_element nvarchar(4000),
-- @sender_code nvarchar(4000),
-- @mrid nvarchar(4000),
-- @revision int,
-- @type nvarchar(4000),
-- @schema_result nvarchar(4000),
-- @period_start datetime2(7),
-- @period_end datetime2(7),
-- @canonical_digest varbinary(max) ,
-- @rejections varbinary(max) ,
-- @answer_archive_id binary(16),
-- @first_exchange_id binary(16),
-- @series_cut bit,
-- @key_sender nvarchar(4000),
-- @key_mrid nvarchar(4000),
-- @key_revision int,
-- @key_digest varbinary(max) ,
-- @acknowledgement varbinary(max) ,
-- @accepted bit,
-- @registered_at datetime2(7),
-- @events [hub].[event_list] READONLY,
-- @keys [hub].[search_key_list] READONLY,
-- @answer_id binary(16),
-- @answer_class smallint,
-- @answer_packing smallint,
-- @answer_sha256 varbinary(64),
-- @answer_length bigint,
-- @answer_stored_at datetime2(7),
-- @answer_body varbinary(max) ,
-- @answer_sealed bit,
-- @cursor_retailer int,
-- @cursor_party binary(16),
-- @cursor_code bigint,
-- @cursor_server_timestamp datetime2(7),
-- @cursor_next datetime2(7),
-- @cursor_failures int,
-- @cursor_entry_failures int

/* reception.commit+answer+cursor+notify */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
begin transaction;
declare @registered int = 1;
set xact_abort off;
begin try
    insert into hub.registered_document
        (retailer_id, sender_code, mrid, revision, canonical_digest, exchange_id, acknowledgement, accepted, received_at)
    values (@retailer, @key_sender, @key_mrid, @key_revision, @key_digest, @id, @acknowledgement, @accepted, @registered_at);
end try
begin catch
    if error_number() not in (2601, 2627)
    begin
        if @@trancount > 0 rollback transaction;
        throw;
    end;
    set @registered = 0;
end catch;
set xact_abort on;
if @registered = 1
begin
    insert into hub.inbound_exchange (retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, profile, root_element,
    sender_code, mrid, revision, type, schema_result, period_start, period_end, canonical_digest, rejections, answer_archive_id, first_exchange_id, series_cut)
values (@retailer, @id, @party, @channel, @state, @received_at, @completed_at, @archive_id, @size, @profile, @root_element,
    @sender_code, @mrid, @revision, @type, @schema_result, @period_start, @period_end, @canonical_digest, @rejections, @answer_archive_id, @first_exchange_id, @series_cut);
    insert into hub.mailbox_entry (retailer_id, party_id, exchange_id, addressed, server_timestamp, period_start, period_end)
    values (@retailer, @party, @id, 0, @received_at, @period_start, @period_end);
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
    insert into hub.exchange_key (retailer_id, kind, value, exchange_id, sealed)
select @retailer, k.kind, k.value, @id, k.sealed from @keys as k
where not exists (
    select 1 from hub.exchange_key as known
    where known.retailer_id = @retailer and known.kind = k.kind and known.value = k.value and known.exchange_id = @id);
    insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, sealed)
values (@retailer, @answer_id, @answer_class, @answer_packing, @answer_sha256, @answer_length, 0, @answer_stored_at, @answer_body, @answer_sealed);
    update hub.pull_cursor with (updlock, holdlock, rowlock)
set last_code = @cursor_code, last_server_timestamp = @cursor_server_timestamp, next_poll_at = @cursor_next, failures = @cursor_failures,
    entry_failures = @cursor_entry_failures
where retailer_id = @cursor_retailer and party_id = @cursor_party;
if @@rowcount = 0
    insert into hub.pull_cursor (retailer_id, party_id, last_code, last_server_timestamp, next_poll_at, failures, entry_failures)
    values (@cursor_retailer, @cursor_party, @cursor_code, @cursor_server_timestamp, @cursor_next, @cursor_failures, @cursor_entry_failures);
    insert into hub.notification (retailer_id, exchange_id, attempts, claimable_at) values (@retailer, @id, 0, @completed_at);
end;
commit transaction;
select @registered;
