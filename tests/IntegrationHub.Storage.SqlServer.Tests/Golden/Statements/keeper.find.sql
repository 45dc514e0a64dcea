-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @entry binary(16)

/* keeper.find */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, coalesce(s.stored_at, a.stored_at)
from (select @entry as entry) as e
left join hub.archive_alias as s on s.retailer_id = @retailer and s.id = e.entry and s.removed_at is null
join hub.archive as a on a.id = coalesce(s.archive_id, e.entry) and (s.id is not null or a.removed_at is null)
where a.retailer_id = @retailer;
