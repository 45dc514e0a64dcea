-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @notice nvarchar(4000),
-- @channel smallint,
-- @recipient nvarchar(4000),
-- @is_role bit,
-- @kind nvarchar(4000),
-- @text varbinary(max) ,
-- @instance binary(16),
-- @token int,
-- @at datetime2(7),
-- @id binary(16)

/* notices.send */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
set xact_abort off;
begin try
    insert into hub.process_notice (retailer_id, notice_id, channel, recipient, is_role, kind, text, instance_id, token, at, id)
    values (@retailer, @notice, @channel, @recipient, @is_role, @kind, @text, @instance, @token, @at, @id);
end try
begin catch
    if error_number() not in (2601, 2627)
        throw;
end catch;
