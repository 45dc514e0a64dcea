-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @owner nvarchar(4000),
-- @now datetime2(7),
-- @until datetime2(7)

/* ledger.acquire */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update ledger.head set epoch = iif(owner = @owner, epoch, epoch + 1), owner = @owner, lease_until = @until
output inserted.epoch
where owner = @owner or lease_until <= @now;
