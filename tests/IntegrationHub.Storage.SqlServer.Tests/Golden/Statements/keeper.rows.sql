-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @after binary(16),
-- @before binary(16),
-- @most int

/* keeper.rows */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) a.id, a.packing, a.length, a.sha256, a.name, a.place, a.sealed, iif(a.removed_at is null, 0, 1), a.chunks, datalength(a.body),
    (select count(c.number) from hub.archive_chunk as c where c.retailer_id = @retailer and c.archive_id = a.id),
    iif(exists (select 1 from hub.archive_alias as s where s.retailer_id = @retailer and s.archive_id = a.id and s.removed_at is null), 1, 0)
from hub.archive as a where a.retailer_id = @retailer and a.id > @after and a.id < @before order by a.id;
