-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @most int

/* notices.read */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) n.notice_id, n.channel, n.recipient, n.is_role, n.kind, n.text, n.instance_id, n.token, n.at, n.id from hub.process_notice as n where n.retailer_id = @retailer order by n.at desc, n.notice_id desc;
