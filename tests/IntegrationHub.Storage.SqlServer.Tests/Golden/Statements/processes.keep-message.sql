-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @message nvarchar(4000),
-- @name nvarchar(4000),
-- @key nvarchar(4000),
-- @payload varbinary(max) ,
-- @now datetime2(7),
-- @is_free bit,
-- @id binary(16)

/* processes.keep-message */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @kept int = 1;
set xact_abort off;
begin try
    insert into hub.process_message (retailer_id, message_id, name, [key], payload, received_at, is_free, id)
    values (@retailer, @message, @name, @key, @payload, @now, @is_free, @id);
end try
begin catch
    if error_number() not in (2601, 2627)
        throw;
    set @kept = 0;
end catch;
select @kept;
