-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @ids [hub].[id_list] READONLY,
-- @now datetime2(7)

/* keeper.mark */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set deadlock_priority low;
update hub.archive set removed_at = @now where retailer_id = @retailer and id in (select i.id from @ids as i) and removed_at is null;
update hub.archive_alias set removed_at = @now where retailer_id = @retailer and id in (select i.id from @ids as i) and removed_at is null;
