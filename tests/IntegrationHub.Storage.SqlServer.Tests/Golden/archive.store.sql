-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @archive_id binary(16),
-- @archive_class smallint,
-- @archive_packing smallint,
-- @archive_sha256 varbinary(max) ,
-- @archive_length bigint,
-- @archive_chunks int,
-- @archive_stored_at datetime2(7),
-- @archive_body varbinary(max) 

/* archive.store */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body)
values (@retailer, @archive_id, @archive_class, @archive_packing, @archive_sha256, @archive_length, @archive_chunks, @archive_stored_at, @archive_body);
commit transaction with (delayed_durability = on);
