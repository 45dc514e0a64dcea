-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @stream nvarchar(4000),
-- @most int

/* crossing.company.give-numbers */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort on;
begin transaction;
declare @last bigint, @given bigint;
insert into hub.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to)
select @retailer, @stream, 0, 0, 0
where not exists (select 1 from hub.crossing_stream with (updlock, holdlock, rowlock) where retailer_id = @retailer and stream = @stream);
select @last = numbered_to from hub.crossing_stream with (updlock, rowlock) where retailer_id = @retailer and stream = @stream;
with fresh as (
    select top (@most) number, row_number() over (order by id) as place
    from hub.crossing_outbox with (updlock, readpast, rowlock)
    where retailer_id = @retailer and stream = @stream and number is null order by id)
update fresh set number = @last + place;
set @given = @@rowcount;
update hub.crossing_stream set numbered_to = @last + @given where retailer_id = @retailer and stream = @stream;
commit transaction;
