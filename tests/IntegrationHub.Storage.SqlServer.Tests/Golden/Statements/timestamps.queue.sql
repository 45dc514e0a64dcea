-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @purpose smallint,
-- @digest varbinary(64),
-- @data varbinary(max) ,
-- @now datetime2(7)

/* timestamps.queue */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into ledger.timestamp_queue (purpose, digest, data, since, claimable_at)
select @purpose, @digest, @data, @now, @now
where not exists (select 1 from ledger.timestamp_queue with (updlock, holdlock, rowlock) where purpose = @purpose and digest = @digest);
