-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @token int

/* processes.find-task */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select t.instance_id, t.token, t.process, t.version, t.node, t.name, t.business_key, t.inputs, t.priority, t.due_order, t.opened_at, t.claimed_by, t.id from hub.process_task as t where t.retailer_id = @retailer and t.instance_id = @instance and t.token = @token;
