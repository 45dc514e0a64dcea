-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @expected bigint,
-- @up_to bigint

/* crossing.customers.confirm */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @moved int;
update customer.crossing_stream set confirmed_to = greatest(confirmed_to, @up_to) where retailer_id = @retailer and stream = @stream and confirmed_to = @expected;
set @moved = @@rowcount;

commit transaction;
select @moved;
