-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @id bigint,
-- @fence bigint,
-- @number bigint,
-- @token varbinary(max) ,
-- @authority nvarchar(4000),
-- @stamped_at datetime2(7),
-- @ends_at datetime2(7),
-- @digest_oid nvarchar(4000)

/* timestamps.attach-file */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @attached int;
update ledger.timestamp_queue set token = @token, authority = @authority, stamped_at = @stamped_at, problem = null, claimable_at = null, claimed_by = null
where id = @id and fence = @fence;
set @attached = @@rowcount;
if @attached = 1
begin
    set @attached = 1;
end;
commit transaction;
select @attached;
