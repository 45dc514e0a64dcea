-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @instance binary(16),
-- @token int,
-- @expected nvarchar(4000),
-- @holder nvarchar(4000),
-- @events [hub].[event_list] READONLY

/* processes.hold-task */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @changed int;
update hub.process_task set claimed_by = @holder
where retailer_id = @retailer and instance_id = @instance and token = @token and claimed_by is not distinct from @expected;
set @changed = @@rowcount;
if @changed = 1
begin
    update hub.process_candidate set held = iif(@holder is null, 0, 1) where retailer_id = @retailer and instance_id = @instance and token = @token;
    insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
end;
commit transaction;
select @changed;
