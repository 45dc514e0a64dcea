-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @id bigint,
-- @fence bigint,
-- @not_before datetime2(7),
-- @problem nvarchar(max) 

/* timestamps.postpone */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update ledger.timestamp_queue set claimable_at = @not_before, claimed_by = null, tries = tries + 1, problem = left(@problem, 2000)
where id = @id and fence = @fence;
