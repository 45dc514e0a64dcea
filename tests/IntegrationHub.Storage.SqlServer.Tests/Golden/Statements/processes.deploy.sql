-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @process nvarchar(4000),
-- @digest nvarchar(4000),
-- @file varbinary(max) ,
-- @now datetime2(7),
-- @by nvarchar(4000),
-- @events [hub].[event_list] READONLY

/* processes.deploy */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @version int, @newest nvarchar(400);
select top (1) @version = d.version, @newest = d.digest from hub.process_definition as d
where d.retailer_id = @retailer and d.process = @process order by d.version desc;
if @newest is null or @newest <> @digest
begin
    set @version = coalesce(@version, 0) + 1;
    insert into hub.process_definition (retailer_id, process, version, digest, [file], deployed_at, deployed_by)
    values (@retailer, @process, @version, @digest, @file, @now, @by);
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
end;
select @version;
