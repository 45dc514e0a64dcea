-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @now datetime2(7)

/* claims.end */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
update hub.outbound_exchange set claimable_at = @now where claimed_by is not null and claimable_at > @now;
update hub.notification set claimable_at = @now where claimed_by is not null and claimable_at > @now;
update ledger.timestamp_queue set claimable_at = @now where claimed_by is not null and claimable_at > @now;
update hub.process_work set claimable_at = @now where claimed_by is not null and claimable_at > @now;
commit transaction;
