-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @token int,
-- @version int,
-- @node nvarchar(4000),
-- @name nvarchar(4000),
-- @priority int,
-- @release bit,
-- @now datetime2(7),
-- @never datetime2(7),
-- @roles [hub].[text_list] READONLY,
-- @late [hub].[text_list] READONLY

/* processes.move-task */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update hub.process_task set version = @version, node = @node, name = @name, priority = @priority, claimed_by = iif(@release = 1, null, claimed_by)
where retailer_id = @retailer and instance_id = @instance and token = @token;
delete from hub.process_candidate where retailer_id = @retailer and instance_id = @instance and token = @token;
insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
select t.retailer_id, t.instance_id, t.token, offer.role, iif(offer.late = 1, t.due_order, @now), t.due_order, t.opened_at, iif(t.claimed_by is null, 0, 1)
from hub.process_task as t cross join (select r.value as role, 0 as late from @roles as r union all select l.value, 1 from @late as l) as offer
where t.retailer_id = @retailer and t.instance_id = @instance and t.token = @token and (offer.late = 0 or t.due_order < @never);
