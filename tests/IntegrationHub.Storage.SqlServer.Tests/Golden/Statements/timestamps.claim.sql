-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @node nvarchar(4000),
-- @now datetime2(7),
-- @until datetime2(7)

/* timestamps.claim */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @claimed table (id bigint not null primary key);
with due as (
    select top (1) id, claimed_by, claimable_at, fence from ledger.timestamp_queue with (updlock, readpast, rowlock) where claimable_at <= @now order by id desc)
update due set claimed_by = @node, claimable_at = @until, fence = fence + 1 output inserted.id into @claimed (id);
select q.id, q.fence, q.purpose, coalesce(q.checkpoint_size, q.renewal_id, 0), coalesce(c.note, r.list, q.data), q.since, q.tries, q.token, r.outlive
from ledger.timestamp_queue as q join @claimed as t on t.id = q.id
left join ledger.[checkpoint] as c on c.size = q.checkpoint_size left join ledger.renewal as r on r.id = q.renewal_id;
commit transaction;
