-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id bigint,
-- @due datetime2(7),
-- @error nvarchar(max) 

/* notifications.retry */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update hub.notification set claimable_at = @due, attempts = attempts + 1, last_error = left(@error, 2000), claimed_by = null
where retailer_id = @retailer and id = @id;
