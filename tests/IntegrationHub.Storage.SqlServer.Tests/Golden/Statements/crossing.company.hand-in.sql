-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @id binary(16),
-- @subject binary(16),
-- @kind nvarchar(4000),
-- @version int,
-- @payload nvarchar(max) ,
-- @at datetime2(7),
-- @events [hub].[event_list] READONLY

/* crossing.company.hand-in */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
insert into hub.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at)
select @retailer, @stream, @id, @subject, @kind, @version, @payload, @at
where not exists (select 1 from hub.crossing_outbox with (updlock, holdlock, rowlock) where retailer_id = @retailer and stream = @stream and id = @id);
if @@rowcount = 1
begin
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
end;
commit transaction;
