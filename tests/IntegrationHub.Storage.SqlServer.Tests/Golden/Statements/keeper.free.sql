-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @ids [hub].[id_list] READONLY,
-- @untouched datetime2(7)

/* keeper.free */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set deadlock_priority low;
declare @freed table (id binary(16) not null primary key);
update a set body = 0x, chunks = 0, packing = 0, name = null
output inserted.id into @freed (id)
from hub.archive as a
where a.retailer_id = @retailer and a.id in (select i.id from @ids as i) and a.removed_at is not null and (a.touched_at is null or a.touched_at < @untouched)
    and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null);
delete from hub.archive_chunk where retailer_id = @retailer and archive_id in (select f.id from @freed as f);
select f.id from @freed as f;
