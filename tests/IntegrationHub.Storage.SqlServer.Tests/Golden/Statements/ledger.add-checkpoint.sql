-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @size bigint,
-- @note varbinary(max) ,
-- @now datetime2(7)

/* ledger.add-checkpoint */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @replaced table (since datetime2(7) not null);
insert into ledger.[checkpoint] (size, note)
select @size, @note where not exists (select 1 from ledger.[checkpoint] with (updlock, holdlock, rowlock) where size = @size);
if @@rowcount = 1
begin
    delete from ledger.timestamp_queue with (rowlock)
    output deleted.since into @replaced (since)
    where checkpoint_size < @size and token is null and claimed_by is null;
    insert into ledger.timestamp_queue (purpose, checkpoint_size, since, claimable_at)
    select 1, @size, least(@now, coalesce(min(r.since), @now)), @now from @replaced as r;
end;
commit transaction;
select c.size, c.note, c.[timestamp] from ledger.[checkpoint] as c where c.size = @size;
