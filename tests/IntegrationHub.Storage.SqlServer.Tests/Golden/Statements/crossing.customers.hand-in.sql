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
-- @at datetime2(7)

/* crossing.customers.hand-in */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
insert into customer.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at)
select @retailer, @stream, @id, @subject, @kind, @version, @payload, @at
where not exists (select 1 from customer.crossing_outbox with (updlock, holdlock, rowlock) where retailer_id = @retailer and stream = @stream and id = @id);

commit transaction;
