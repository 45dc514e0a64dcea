-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @id binary(16)

/* sending.lock-free */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
select o.retailer_id, o.id, o.party_id, o.sender_code, o.mrid, o.revision, o.profile, o.root_element, o.type, o.period_start, o.period_end, o.created_at, o.canonical_digest, o.document_archive_id, o.size, o.never_acknowledged, o.state, o.priority, o.updated_at, o.due_at, o.gate_closure, o.attempts, o.answer_lost, o.message_archive_id, o.rejections, o.acknowledged_by, o.endpoint, o.fence from hub.outbound_exchange as o with (updlock, rowlock) where o.retailer_id = @retailer and o.id = @id and o.claimed_by is null;
