-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @party binary(16),
-- @codes bigint

/* mailbox.skip */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
insert into hub.mailbox (retailer_id, party_id, last_code, queue_code)
select @retailer, @party, 0, 0
where not exists (select 1 from hub.mailbox with (updlock, holdlock, rowlock) where retailer_id = @retailer and party_id = @party);
update hub.mailbox set last_code = last_code + @codes where retailer_id = @retailer and party_id = @party;
commit transaction;
