-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @name varbinary(64),
-- @place smallint,
-- @archive_id binary(16),
-- @archive_class smallint,
-- @archive_packing smallint,
-- @archive_sha256 varbinary(64),
-- @archive_length bigint,
-- @archive_stored_at datetime2(7),
-- @archive_body varbinary(max) ,
-- @archive_sealed bit

/* archive.store */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @kept binary(16);
select @kept = a.id from hub.archive as a with (updlock, holdlock, rowlock)
where a.retailer_id = @retailer and a.name = @name and a.name is not null;
if @kept is null
begin
    insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, sealed, name, place)
    values (@retailer, @archive_id, @archive_class, @archive_packing, @archive_sha256, @archive_length, 0, @archive_stored_at, @archive_body, @archive_sealed, @name, @place);
    set @kept = @archive_id;
end
else
begin
    update hub.archive set touched_at = @archive_stored_at
    where retailer_id = @retailer and id = @kept and length = @archive_length and (sealed <> @archive_sealed or sha256 = @archive_sha256);
    if @@rowcount = 0
        set @kept = null;
    else if @kept <> @archive_id
        insert into hub.archive_alias (retailer_id, id, archive_id, class, stored_at)
        values (@retailer, @archive_id, @kept, @archive_class, @archive_stored_at);
end;
commit transaction with (delayed_durability = on);
select @kept;
