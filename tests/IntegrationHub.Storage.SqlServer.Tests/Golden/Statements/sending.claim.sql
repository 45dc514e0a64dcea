-- @scope_retailer int,
-- @scope_party binary(16),
-- @scope_customer binary(16),
-- @scope_system nvarchar(100),
-- @retailer int,
-- @party binary(16),
-- @now datetime2(7),
-- @until datetime2(7),
-- @node nvarchar(4000),
-- @max int,
-- @least smallint

/* sending.claim */
set nocount on;
exec sys.sp_set_session_context @key = N'hub.retailer', @value = @scope_retailer;
exec sys.sp_set_session_context @key = N'hub.party', @value = @scope_party;
exec sys.sp_set_session_context @key = N'hub.customer', @value = @scope_customer;
exec sys.sp_set_session_context @key = N'hub.system', @value = @scope_system;
declare @claimed table (id binary(16) not null primary key, claimed_before bit not null);
set xact_abort on;
begin transaction;
with due as (
    select top (@max) candidate.id, candidate.claimable_at, candidate.claimed_by, candidate.fence
    from hub.outbound_exchange as candidate with (updlock, readpast, rowlock)
    where candidate.retailer_id = @retailer and candidate.party_id = @party and candidate.claimable_at is not null and candidate.claimable_at <= @now
        and candidate.priority <= @least
        and not exists (
            select 1 from hub.outbound_exchange as lower
            where lower.retailer_id = @retailer and lower.sender_code = candidate.sender_code and lower.mrid = candidate.mrid
                and lower.revision < candidate.revision and lower.state in (2, 3))
    order by candidate.priority, iif(candidate.gate_closure is null, 1, 0), candidate.gate_closure, candidate.created_at, candidate.id)
update due set claimable_at = @until, claimed_by = @node, fence = fence + 1
output inserted.id, iif(deleted.claimed_by is null, 0, 1) into @claimed (id, claimed_before);
select o.retailer_id, o.id, o.party_id, o.sender_code, o.mrid, o.revision, o.profile, o.root_element, o.type, o.period_start, o.period_end, o.created_at, o.canonical_digest, o.document_archive_id, o.size, o.never_acknowledged, o.state, o.priority, o.updated_at, o.due_at, o.gate_closure, o.attempts, o.answer_lost, o.message_archive_id, o.rejections, o.acknowledged_by, o.endpoint, o.fence, c.claimed_before from hub.outbound_exchange as o join @claimed as c on c.id = o.id
where o.retailer_id = @retailer
order by o.priority, iif(o.gate_closure is null, 1, 0), o.gate_closure, o.created_at, o.id;
commit transaction;
