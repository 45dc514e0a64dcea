-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @exchange binary(16),
-- @party binary(16),
-- @reason nvarchar(4000),
-- @by nvarchar(4000),
-- @at datetime2(7)

/* keeper.set-hold */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.archive_hold (retailer_id, id, exchange_id, party_id, reason, set_by, set_at)
values (@retailer, @id, @exchange, @party, @reason, @by, @at);
