-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @most int,
-- @soon datetime2(7),
-- @aged [hub].[text_list] READONLY

/* timestamps.ageing */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select top (@most) size, ends_at, digest_oid from ledger.[checkpoint] with (updlock, readpast, rowlock)
where ends_at is not null and renewing is null and (ends_at <= @soon or digest_oid in (select value from @aged)) order by size;
