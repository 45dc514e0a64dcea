-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @sizes [hub].[number_list] READONLY

/* timestamps.dated */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select c.size, c.note, c.[timestamp], r.id, r.list, r.token from ledger.[checkpoint] as c join @sizes as s on s.number = c.size
left join ledger.renewed as d on d.checkpoint_size = c.size left join ledger.renewal as r on r.id = d.renewal_id and r.token is not null
order by c.size, iif(r.id is null, 1, 0), r.id;
