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
-- @incidents int,
-- @business_key nvarchar(4000),
-- @caller binary(16),
-- @caller_token int,
-- @started_at datetime2(7)

/* processes.start */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @started int = 1;
set xact_abort off;
begin try
    insert into hub.process_instance
        (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, caller_id, caller_token, started_at)
    values (@retailer, @id, @process, @version, @revision, @status, @business_key, @state, @completers, @incidents, @caller, @caller_token, @started_at);
end try
begin catch
    if error_number() not in (2601, 2627)
        throw;
    set @started = 0;
end catch;
select @started;
