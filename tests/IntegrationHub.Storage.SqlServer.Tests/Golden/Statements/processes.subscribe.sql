-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @wait int,
-- @is_signal bit,
-- @name nvarchar(4000),
-- @key nvarchar(4000)

/* processes.subscribe */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_subscription (retailer_id, instance_id, wait, is_signal, name, [key]) values (@retailer, @instance, @wait, @is_signal, @name, @key);
