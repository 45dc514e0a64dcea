-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @ids [hub].[id_list] READONLY,
-- @from binary(16),
-- @to binary(16)

/* keeper.count-unnamed */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select count(i.id) from @ids as i where not exists (
    select 1 from (
        select x.archive_id from hub.inbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to
        union all
        select x.answer_archive_id from hub.inbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to and x.answer_archive_id is not null
        union all
        select x.document_archive_id from hub.outbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to
        union all
        select x.message_archive_id from hub.outbound_exchange as x where x.retailer_id = @retailer and x.id between @from and @to and x.message_archive_id is not null
    ) as named where named.archive_id = i.id)
option (recompile);
