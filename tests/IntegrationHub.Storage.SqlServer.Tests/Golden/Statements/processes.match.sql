-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @name nvarchar(4000),
-- @key nvarchar(4000),
-- @now datetime2(7)

/* processes.match */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @pair table (instance_id binary(16) not null, wait int not null, message_id nvarchar(200) collate Latin1_General_100_BIN2 not null);
with kept as (
    select m.message_id, row_number() over (order by m.seq) as place from hub.process_message as m
    where m.retailer_id = @retailer and m.is_free = 1 and m.name = @name and m.[key] = @key),
waiting as (
    select s.instance_id, s.wait, row_number() over (order by s.seq) as place from hub.process_subscription as s
    where s.retailer_id = @retailer and s.message_id is null and s.is_signal = 0 and s.name = @name and s.[key] = @key)
insert into @pair (instance_id, wait, message_id)
select waiting.instance_id, waiting.wait, kept.message_id from kept join waiting on waiting.place = kept.place;
update m set is_free = 0 from hub.process_message as m join @pair as p on p.message_id = m.message_id where m.retailer_id = @retailer;
update s set message_id = p.message_id from hub.process_subscription as s join @pair as p on p.instance_id = s.instance_id and p.wait = s.wait
where s.retailer_id = @retailer;
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
select @retailer, convert(binary(16), newid()), p.instance_id, 2, p.wait, 0, @name, 0x, p.message_id, @now, @now, 0 from @pair as p;
