-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @size bigint,
-- @root varbinary(max) ,
-- @epoch bigint,
-- @expected bigint,
-- @leaves int,
-- @places [ledger].[place_list] READONLY,
-- @tiles [ledger].[tile_list] READONLY

/* ledger.append */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @moved int, @placed int = 0;
update ledger.head set size = @size, root = @root where epoch = @epoch and size = @expected;
set @moved = @@rowcount;
if @moved = 1
begin
    update e set position = p.position from hub.event as e join @places as p on p.id = e.id where e.position is null;
    set @placed = @@rowcount;
    update t set hashes = n.hashes from ledger.tile as t join @tiles as n on n.level = t.level and n.[index] = t.[index];
    insert into ledger.tile (level, [index], hashes)
    select n.level, n.[index], n.hashes from @tiles as n
    where not exists (select 1 from ledger.tile as t where t.level = n.level and t.[index] = n.[index]);
end;
if @moved = 1 and @placed = @leaves
    commit transaction;
else
    rollback transaction;
select @moved, @placed;
