-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @now datetime2(7),
-- @until datetime2(7),
-- @node nvarchar(4000),
-- @max int

/* notifications.claim */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @claimed table (id bigint not null primary key, exchange_id binary(16) not null, attempts int not null);
with due as (
    select top (@max) id, exchange_id, attempts, claimable_at, claimed_by from hub.notification with (updlock, readpast, rowlock)
    where retailer_id = @retailer and claimable_at <= @now order by claimable_at, id)
update due set claimable_at = @until, claimed_by = @node
output inserted.id, inserted.exchange_id, inserted.attempts into @claimed (id, exchange_id, attempts);
select c.id, c.exchange_id, c.attempts, e.root_element, e.state from @claimed as c join hub.inbound_exchange as e on e.id = c.exchange_id
where e.retailer_id = @retailer;
