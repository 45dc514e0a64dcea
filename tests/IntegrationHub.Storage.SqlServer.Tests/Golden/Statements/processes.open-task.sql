-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @token int,
-- @process nvarchar(4000),
-- @version int,
-- @node nvarchar(4000),
-- @name nvarchar(4000),
-- @business_key nvarchar(4000),
-- @inputs varbinary(max) ,
-- @priority int,
-- @due datetime2(7),
-- @now datetime2(7),
-- @id binary(16)

/* processes.open-task */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at, id)
values (@retailer, @instance, @token, @process, @version, @node, @name, @business_key, @inputs, @priority, @due, @now, @id);
