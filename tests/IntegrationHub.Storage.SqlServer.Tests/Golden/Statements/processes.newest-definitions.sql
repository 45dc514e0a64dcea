-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int

/* processes.newest-definitions */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select d.process, d.version, d.digest, d.[file], d.deployed_at, d.deployed_by from hub.process_definition as d
where d.retailer_id = @retailer
    and not exists (select 1 from hub.process_definition as later where later.retailer_id = @retailer and later.process = d.process and later.version > d.version)
order by d.process;
