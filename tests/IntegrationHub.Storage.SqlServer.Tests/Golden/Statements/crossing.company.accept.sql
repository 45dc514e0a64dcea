-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @expected bigint,
-- @up_to bigint,
-- @now datetime2(7),
-- @items [hub].[crossing_list] READONLY,
-- @events [hub].[event_list] READONLY

/* crossing.company.accept */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @moved int;
insert into hub.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to)
select @retailer, @stream, 0, 0, 0
where not exists (select 1 from hub.crossing_stream with (updlock, holdlock, rowlock) where retailer_id = @retailer and stream = @stream);
update hub.crossing_stream set received_to = @up_to where retailer_id = @retailer and stream = @stream and received_to = @expected;
set @moved = @@rowcount;
if @moved = 1
begin
    insert into hub.crossing_inbox (retailer_id, stream, received_at, number, id, subject, kind, version, payload, at)
    select @retailer, @stream, @now, i.number, i.id, i.subject, i.kind, i.version, i.payload, i.at from @items as i
    where not exists (
        select 1 from hub.crossing_inbox as known where known.retailer_id = @retailer and known.stream = @stream and known.id = i.id);
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
end;
commit transaction;
select @moved;
