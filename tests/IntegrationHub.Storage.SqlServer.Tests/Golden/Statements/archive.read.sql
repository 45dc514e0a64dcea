-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16)

/* archive.read */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, a.chunks from hub.archive as a
where a.retailer_id = @retailer and a.id = @id and a.removed_at is null
    and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.id = @id)
union all
select a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, a.body, a.chunks
from hub.archive_alias as s join hub.archive as a on a.retailer_id = s.retailer_id and a.id = s.archive_id
where s.retailer_id = @retailer and s.id = @id and s.removed_at is null
    and not exists (select 1 from hub.archive as own where own.retailer_id = @retailer and own.id = @id);
