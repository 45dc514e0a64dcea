-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @expected bigint,
-- @up_to bigint,
-- @now datetime2(7),
-- @items [customer].[crossing_list] READONLY

/* crossing.customers.accept */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @moved int;
insert into customer.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to)
select @retailer, @stream, 0, 0, 0
where not exists (select 1 from customer.crossing_stream with (updlock, holdlock, rowlock) where retailer_id = @retailer and stream = @stream);
update customer.crossing_stream set received_to = @up_to where retailer_id = @retailer and stream = @stream and received_to = @expected;
set @moved = @@rowcount;
if @moved = 1
begin
    insert into customer.crossing_inbox (retailer_id, stream, received_at, number, id, subject, kind, version, payload, at)
    select @retailer, @stream, @now, i.number, i.id, i.subject, i.kind, i.version, i.payload, i.at from @items as i
    where not exists (
        select 1 from customer.crossing_inbox as known where known.retailer_id = @retailer and known.stream = @stream and known.id = i.id);
    
end;
commit transaction;
select @moved;
