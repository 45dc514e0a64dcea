-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @now datetime2(7),
-- @until datetime2(7),
-- @node nvarchar(4000),
-- @max int

/* processes.claim */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @claimed table (id binary(16) not null primary key);
with due as (
    select top (@max) id, claimable_at, claimed_by, fence from hub.process_work with (updlock, readpast, rowlock)
    where retailer_id = @retailer and claimable_at <= @now order by claimable_at, seq)
update due set claimable_at = @until, claimed_by = @node, fence = fence + 1
output inserted.id into @claimed (id);
select w.seq, w.id, w.instance_id, w.kind, w.number, w.attempt, w.name, w.data, w.due, w.fence, m.id, m.payload
from hub.process_work as w join @claimed as c on c.id = w.id
left join hub.process_message as m on m.retailer_id = w.retailer_id and m.message_id = w.message_id
where w.retailer_id = @retailer;
commit transaction with (delayed_durability = on);
