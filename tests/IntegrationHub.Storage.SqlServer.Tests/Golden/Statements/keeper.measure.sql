-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int

/* keeper.measure */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select count_big(iif(datalength(a.body) > 0 or a.name is not null or a.length = 0, 1, null)), count_big(iif(a.removed_at > a.stored_at, 1, null)),
    coalesce(sum(iif(datalength(a.body) > 0 or a.name is not null, a.length, 0)), 0),
    count_big(iif(a.sealed = 1 and (datalength(a.body) > 0 or a.name is not null), 1, null)), count_big(iif(a.place = 1 and a.name is not null, 1, null)),
    (select count_big(s.id) from hub.archive_alias as s where s.retailer_id = @retailer and s.removed_at is null),
    (select count_big(s.id) from hub.archive_alias as s where s.retailer_id = @retailer and s.removed_at > s.stored_at)
from hub.archive as a where a.retailer_id = @retailer;
