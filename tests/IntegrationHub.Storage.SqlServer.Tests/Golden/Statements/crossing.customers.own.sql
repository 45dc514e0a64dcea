-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @after bigint,
-- @max int,
-- @subject binary(16)

/* crossing.customers.own */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@max) number, id, subject, kind, version, payload, at from customer.crossing_inbox where retailer_id = @retailer and stream = @stream and number > @after and subject = @subject order by number;
