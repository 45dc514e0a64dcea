-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @process nvarchar(4000),
-- @version int,
-- @revision bigint,
-- @status smallint,
-- @state varbinary(max) ,
-- @completers nvarchar(max) ,
-- @incidents int

/* processes.advance */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
update hub.process_instance
set process = @process, version = @version, revision = @revision, status = @status, state = @state, completers = @completers, incidents = @incidents
where retailer_id = @retailer and id = @id and revision = @revision - 1;
select @@rowcount;
