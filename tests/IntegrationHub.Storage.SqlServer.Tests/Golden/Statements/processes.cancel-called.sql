-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @caller binary(16),
-- @token int,
-- @now datetime2(7)

/* processes.cancel-called */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, fence)
select @retailer, convert(binary(16), newid()), i.id, 5, 0, 0, N'', 0x, @now, @now, 0
from hub.process_instance as i
where i.retailer_id = @retailer and i.caller_id = @caller and i.caller_id is not null and i.caller_token = @token and i.status <= 1;
