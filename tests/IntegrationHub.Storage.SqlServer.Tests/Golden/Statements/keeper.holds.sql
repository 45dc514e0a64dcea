-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @lifted bit

/* keeper.holds */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select h.id, h.exchange_id, h.party_id, h.reason, h.set_by, h.set_at, h.lift_reason, h.lifted_by, h.lifted_at
from hub.archive_hold as h where h.retailer_id = @retailer and (@lifted = 1 or h.lifted_at is null) order by h.set_at, h.id;
