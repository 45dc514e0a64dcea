-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @ids [hub].[id_list] READONLY

/* sending.forget-bytes */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @forgotten table (id binary(16) not null primary key);
update hub.archive_alias set removed_at = stored_at where retailer_id = @retailer and id in (select id from @ids) and removed_at is null;
update a set body = 0x, chunks = 0, packing = 0, name = null, removed_at = a.stored_at
output inserted.id into @forgotten (id)
from hub.archive as a
where a.retailer_id = @retailer and a.id in (select id from @ids) and a.touched_at is null and a.removed_at is null
    and not exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null);
delete from hub.archive_chunk where retailer_id = @retailer and archive_id in (select id from @forgotten);
commit transaction with (delayed_durability = on);
