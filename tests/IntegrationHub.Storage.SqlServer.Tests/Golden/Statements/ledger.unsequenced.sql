-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @max int

/* ledger.unsequenced */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@max) e.retailer_id, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest, e.position from hub.event as e where e.position is null order by e.id;
