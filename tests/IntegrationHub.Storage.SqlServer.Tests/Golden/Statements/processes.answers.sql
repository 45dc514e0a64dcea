-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @most int

/* processes.answers */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
with answered as (
    select o.id, s.name, s.[key], o.state, o.rejections, row_number() over (partition by s.name, s.[key] order by o.id) as place
    from hub.process_subscription as s join hub.outbound_exchange as o on o.retailer_id = s.retailer_id and o.mrid = s.[key]
    where s.retailer_id = @retailer and s.message_id is null and s.is_signal = 0 and s.name like N'%-acknowledged'
        and o.state in (5, 6, 7, 8)
        and not exists (
            select 1 from hub.outbound_exchange as later
            where later.retailer_id = @retailer and later.mrid = o.mrid and later.sender_code = o.sender_code and later.revision > o.revision)
        and not exists (
            select 1 from hub.process_message as m
            where m.retailer_id = @retailer and m.message_id = concat(N'answer-', lower(stuff(stuff(stuff(stuff(convert(nvarchar(32), o.id, 2), 9, 0, N'-'), 14, 0, N'-'), 19, 0, N'-'), 24, 0, N'-')), N'-', o.state, N'-', s.name)))
select top (@most) answered.id, answered.name, answered.[key], answered.state, answered.rejections from answered
where answered.place = 1 order by answered.name, answered.[key];
