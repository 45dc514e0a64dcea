-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @message nvarchar(4000)

/* processes.is-free */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select m.is_free from hub.process_message as m where m.retailer_id = @retailer and m.message_id = @message;
