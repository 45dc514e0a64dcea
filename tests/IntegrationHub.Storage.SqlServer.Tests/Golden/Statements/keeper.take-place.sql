-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @lane nvarchar(4000),
-- @first binary(16),
-- @now datetime2(7),
-- @anew datetime2(7)

/* keeper.take-place */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @position binary(16);
select @position = iif(p.updated_at < @anew, @first, p.position) from hub.archive_progress as p with (updlock, holdlock, rowlock)
where p.retailer_id = @retailer and p.lane = @lane;
if @position is null
    insert into hub.archive_progress (retailer_id, lane, position, updated_at) values (@retailer, @lane, @first, @now);
else
    update hub.archive_progress set position = @first, updated_at = @now where retailer_id = @retailer and lane = @lane and updated_at < @anew;
select coalesce(@position, @first);
