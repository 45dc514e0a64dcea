-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @most int,
-- @user nvarchar(4000),
-- @roles [hub].[text_list] READONLY

/* notices.read-own */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) n.notice_id, n.channel, n.recipient, n.is_role, n.kind, n.text, n.instance_id, n.token, n.at, n.id from (
    select mine.notice_id from (
        select top (@most) x.notice_id, x.at from hub.process_notice as x
        where x.retailer_id = @retailer and x.recipient = @user and x.is_role = 0 order by x.at desc, x.notice_id desc) as mine
    union
    select theirs.notice_id from @roles as r cross apply (
        select top (@most) y.notice_id, y.at from hub.process_notice as y
        where y.retailer_id = @retailer and y.recipient = r.value and y.is_role = 1 order by y.at desc, y.notice_id desc) as theirs) as found
join hub.process_notice as n on n.notice_id = found.notice_id
where n.retailer_id = @retailer
order by n.at desc, n.notice_id desc;
