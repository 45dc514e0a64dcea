-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @name nvarchar(4000),
-- @code nvarchar(4000),
-- @is_self bit,
-- @content nvarchar(max) ,
-- @now datetime2(7),
-- @thumbprints [hub].[text_list] READONLY,
-- @events [hub].[event_list] READONLY

/* parties.save */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
update hub.party set name = @name, code = @code, content = @content, updated_at = @now where retailer_id = @retailer and id = @id;
if @@rowcount = 0
    insert into hub.party (retailer_id, id, name, code, is_self, content, updated_at) values (@retailer, @id, @name, @code, @is_self, @content, @now);
delete from hub.party_certificate where retailer_id = @retailer and party_id = @id;
insert into hub.party_certificate (retailer_id, thumbprint, party_id) select @retailer, t.value, @id from @thumbprints as t;
insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
select @retailer, e.id, e.at, e.kind, e.exchange_id, e.party_id, e.actor, e.data, e.salt, e.digest from @events as e;
