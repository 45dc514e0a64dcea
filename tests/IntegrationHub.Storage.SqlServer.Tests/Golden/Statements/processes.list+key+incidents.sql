-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @most int,
-- @before datetime2(7),
-- @before_id binary(16),
-- @process nvarchar(4000),
-- @status smallint,
-- @business_key nvarchar(4000)

/* processes.list+key+incidents */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) i.id, i.process, i.version, i.revision, i.state, i.caller_id, i.caller_token, i.started_at from hub.process_instance as i
where i.retailer_id = @retailer and i.business_key = @business_key and i.incidents > 0
    and i.started_at <= @before and (i.started_at < @before or i.id < @before_id)
    and (@process is null or i.process = @process) and (@status is null or i.status = @status)
order by i.started_at desc, i.id desc
option (recompile);
