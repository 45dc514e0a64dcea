-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @token int,
-- @since datetime2(7),
-- @due datetime2(7),
-- @now datetime2(7),
-- @roles [hub].[text_list] READONLY

/* processes.offer-task */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
select @retailer, @instance, @token, r.value, @since, @due, @now, 0 from @roles as r;
