-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @after binary(16),
-- @before binary(16),
-- @most int

/* keeper.walk+received */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) x.id, x.party_id, x.archive_id, 1
from hub.inbound_exchange as x where x.retailer_id = @retailer and x.id > @after and x.id < @before order by x.id;
