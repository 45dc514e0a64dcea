-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @wait int

/* processes.disarm */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @gone table (message_id nvarchar(200) collate Latin1_General_100_BIN2 null);
delete from hub.process_subscription output deleted.message_id into @gone (message_id)
where retailer_id = @retailer and instance_id = @instance and wait = @wait;
update m set is_free = 1 from hub.process_message as m join @gone as g on g.message_id = m.message_id where m.retailer_id = @retailer;
