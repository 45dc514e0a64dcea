-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @list varbinary(max) ,
-- @outlive datetime2(7),
-- @sizes [hub].[number_list] READONLY,
-- @now datetime2(7)

/* timestamps.renew */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @renewal bigint;
insert into ledger.renewal (list, outlive) values (@list, @outlive);
set @renewal = scope_identity();
insert into ledger.renewed (checkpoint_size, renewal_id) select s.number, @renewal from @sizes as s;
update c set renewing = @renewal from ledger.[checkpoint] as c join @sizes as s on s.number = c.size;
insert into ledger.timestamp_queue (purpose, renewal_id, since, claimable_at) values (2, @renewal, @now, @now);
