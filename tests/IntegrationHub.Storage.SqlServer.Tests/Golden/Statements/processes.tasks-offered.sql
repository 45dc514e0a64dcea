-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @due datetime2(7),
-- @opened datetime2(7),
-- @instance binary(16),
-- @token int,
-- @most int,
-- @roles [hub].[text_list] READONLY,
-- @holders [hub].[text_list] READONLY,
-- @now datetime2(7)

/* processes.tasks-offered */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select t.instance_id, t.token, t.process, t.version, t.node, t.name, t.business_key, t.inputs, t.priority, t.due_order, t.opened_at, t.claimed_by, t.id, i.completers from (
    select top (@most) both_kinds.due_order, both_kinds.opened_at, both_kinds.instance_id, both_kinds.token from (
        select mine.due_order, mine.opened_at, mine.instance_id, mine.token from @roles as wanted cross apply (
            select top (@most) x.due_order, x.opened_at, x.instance_id, x.token from hub.process_candidate as x
        where x.retailer_id = @retailer and x.role = wanted.value and x.held = 0 and x.since <= @now and x.due_order >= @due and (x.due_order > @due or x.opened_at > @opened or (x.opened_at = @opened
            and (x.instance_id > @instance or (x.instance_id = @instance and x.token > @token))))
        order by x.due_order, x.opened_at, x.instance_id, x.token) as mine
        union
        select kept.due_order, kept.opened_at, kept.instance_id, kept.token from @holders as holding cross apply (
            select top (@most) x.due_order, x.opened_at, x.instance_id, x.token from hub.process_task as x
        where x.retailer_id = @retailer and x.claimed_by = holding.value and x.claimed_by is not null and x.due_order >= @due and (x.due_order > @due or x.opened_at > @opened or (x.opened_at = @opened
            and (x.instance_id > @instance or (x.instance_id = @instance and x.token > @token))))
        order by x.due_order, x.opened_at, x.instance_id, x.token) as kept) as both_kinds
    order by both_kinds.due_order, both_kinds.opened_at, both_kinds.instance_id, both_kinds.token) as page
join hub.process_task as t on t.instance_id = page.instance_id and t.token = page.token
join hub.process_instance as i on i.retailer_id = t.retailer_id and i.id = t.instance_id
where t.retailer_id = @retailer
order by t.due_order, t.opened_at, t.instance_id, t.token;
