-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @sender nvarchar(4000),
-- @mrid nvarchar(4000),
-- @revision int

/* reception.find */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select canonical_digest, exchange_id, acknowledgement, accepted, received_at from hub.registered_document
where retailer_id = @retailer and sender_code = @sender and mrid = @mrid and revision = @revision;
