-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @party binary(16),
-- @most bigint,
-- @from datetime2(7),
-- @to datetime2(7),
-- @pattern nvarchar(4000),
-- @types [hub].[text_list] READONLY,
-- @owner nvarchar(4000)

/* mailbox.list+server+pattern+types+owner */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) m.code, m.exchange_id, coalesce(i.mrid, o.mrid), coalesce(i.revision, o.revision),
    case when i.state in (0, 1)
           or o.state in (5, 6) then N'OK'
         when i.state = 2 or o.state = 7 then N'FAILED' end,
    m.period_start, m.period_end, m.server_timestamp, coalesce(i.root_element, o.root_element, N''), coalesce(i.sender_code, o.sender_code),
    coalesce(i.archive_id, o.document_archive_id), coalesce(i.size, o.size)
from hub.mailbox_entry as m
left join hub.inbound_exchange as i on m.addressed = 0 and i.retailer_id = m.retailer_id and i.id = m.exchange_id
left join hub.outbound_exchange as o on m.addressed = 1 and o.retailer_id = m.retailer_id and o.id = m.exchange_id
where m.retailer_id = @retailer and m.party_id = @party and m.code is not null and m.server_timestamp >= @from and m.server_timestamp < @to and coalesce(i.mrid, o.mrid) like @pattern escape N'\' and coalesce(i.root_element, o.root_element) in (select value from @types) and coalesce(i.sender_code, o.sender_code) = @owner order by m.code;
