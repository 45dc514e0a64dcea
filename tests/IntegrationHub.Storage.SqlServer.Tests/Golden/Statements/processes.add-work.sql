-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16),
-- @instance binary(16),
-- @kind smallint,
-- @number int,
-- @attempt int,
-- @name nvarchar(4000),
-- @data varbinary(max) ,
-- @due datetime2(7),
-- @claimable_at datetime2(7),
-- @holder nvarchar(4000),
-- @fence int

/* processes.add-work */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, claimed_by, fence)
values (@retailer, @id, @instance, @kind, @number, @attempt, @name, @data, @due, @claimable_at, @holder, @fence);
