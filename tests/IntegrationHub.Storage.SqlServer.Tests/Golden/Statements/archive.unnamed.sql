-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @archive_id binary(16),
-- @archive_class smallint,
-- @archive_packing smallint,
-- @archive_sha256 varbinary(64),
-- @archive_length bigint,
-- @archive_stored_at datetime2(7),
-- @archive_body varbinary(max) ,
-- @archive_sealed bit

/* archive.unnamed */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, sealed)
values (@retailer, @archive_id, @archive_class, @archive_packing, @archive_sha256, @archive_length, 0, @archive_stored_at, @archive_body, @archive_sealed);
