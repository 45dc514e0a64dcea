-- @resource nvarchar(100),
-- @mode nvarchar(100),
-- @wait int

/* names.lock */
set nocount on;
declare @granted int;
exec @granted = sys.sp_getapplock @Resource = @resource, @LockMode = @mode, @LockOwner = N'Transaction', @LockTimeout = @wait;
select @granted;
