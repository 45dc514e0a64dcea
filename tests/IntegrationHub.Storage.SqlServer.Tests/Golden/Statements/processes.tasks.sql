-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @due datetime2(7),
-- @opened datetime2(7),
-- @instance binary(16),
-- @token int,
-- @most int

/* processes.tasks */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select t.instance_id, t.token, t.process, t.version, t.node, t.name, t.business_key, t.inputs, t.priority, t.due_order, t.opened_at, t.claimed_by, t.id, i.completers from (
    select top (@most) x.due_order, x.opened_at, x.instance_id, x.token from hub.process_task as x
        where x.retailer_id = @retailer and x.due_order >= @due and (x.due_order > @due or x.opened_at > @opened or (x.opened_at = @opened
            and (x.instance_id > @instance or (x.instance_id = @instance and x.token > @token))))
        order by x.due_order, x.opened_at, x.instance_id, x.token) as page
join hub.process_task as t on t.instance_id = page.instance_id and t.token = page.token
join hub.process_instance as i on i.retailer_id = t.retailer_id and i.id = t.instance_id
where t.retailer_id = @retailer
order by t.due_order, t.opened_at, t.instance_id, t.token;
