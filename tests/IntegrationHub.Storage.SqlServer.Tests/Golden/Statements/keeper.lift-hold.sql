-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @reason nvarchar(4000),
-- @by nvarchar(4000),
-- @at datetime2(7)

/* keeper.lift-hold */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update hub.archive_hold set lift_reason = @reason, lifted_by = @by, lifted_at = @at where retailer_id = @retailer and id = @id and lifted_at is null;
select @@rowcount;
