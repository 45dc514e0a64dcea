-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100)

/* timestamps.state */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select (select count_big(id) from ledger.timestamp_queue where token is null), (select min(since) from ledger.timestamp_queue where token is null),
    (select top (1) problem from ledger.timestamp_queue where token is null and problem is not null order by id desc),
    newest.stamped_at, newest.authority, (select min(ends_at) from ledger.[checkpoint] where ends_at is not null and renewing is null)
from (select 1 as one) as one outer apply (
    select top (1) c.stamped_at, c.authority from ledger.[checkpoint] as c where c.stamped_at is not null order by c.size desc) as newest;
