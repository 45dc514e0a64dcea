-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @name nvarchar(4000),
-- @message nvarchar(4000),
-- @now datetime2(7)

/* processes.signal */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
select @retailer, convert(binary(16), newid()), waiting.instance_id, 3, 0, 0, @name, 0x, @message, @now, @now, 0
from (
    select distinct s.instance_id from hub.process_subscription as s
    where s.retailer_id = @retailer and s.is_signal = 1 and s.message_id is null and s.name = @name and s.[key] = N'') as waiting;
