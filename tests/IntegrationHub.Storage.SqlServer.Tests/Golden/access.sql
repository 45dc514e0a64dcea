begin transaction;
GO

create function security.background_of_synchronisation (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where (@retailer_id = try_convert(int, session_context(N'hub.retailer')) and convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.customer_or_everybody_or_synchronisation (@retailer_id int, @subject binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where (@retailer_id = try_convert(int, session_context(N'hub.retailer')) and ((session_context(N'hub.customer') is not null and (@subject is null or @subject = convert(binary(16), session_context(N'hub.customer')))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation')))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.customer_or_everybody_or_synchronisation_in_synchronisation (@retailer_id int, @subject binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and ((session_context(N'hub.customer') is not null and (@subject is null or @subject = convert(binary(16), session_context(N'hub.customer')))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))) and convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.customer_or_synchronisation (@retailer_id int, @subject binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where (@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (@subject = convert(binary(16), session_context(N'hub.customer')) or convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation')))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.customer_or_synchronisation_in_synchronisation (@retailer_id int, @subject binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (@subject = convert(binary(16), session_context(N'hub.customer')) or convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))) and convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.customer_or_synchronisation_without_number (@retailer_id int, @subject binary(16), @number bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (@subject = convert(binary(16), session_context(N'hub.customer')) or convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))) and @number is null)
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.party_or_drill (@retailer_id int, @party_id binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and @party_id = convert(binary(16), session_context(N'hub.party'))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'drill'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where (@retailer_id = try_convert(int, session_context(N'hub.retailer')))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_and_party (@retailer_id int, @party_id binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where (@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (session_context(N'hub.party') is null or @party_id = convert(binary(16), session_context(N'hub.party'))))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_and_party_in_keys (@retailer_id int, @party_id binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (session_context(N'hub.party') is null or @party_id = convert(binary(16), session_context(N'hub.party')))) and convert(nvarchar(100), session_context(N'hub.system')) in (N'keys'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_and_party_or_claims (@retailer_id int, @party_id binary(16))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer')) and (session_context(N'hub.party') is null or @party_id = convert(binary(16), session_context(N'hub.party')))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'claims'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_in_keys (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) and convert(nvarchar(100), session_context(N'hub.system')) in (N'keys'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_in_synchronisation (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) and convert(nvarchar(100), session_context(N'hub.system')) in (N'synchronisation'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_or_claims (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'claims'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_or_drill (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'drill'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_or_ledger (@retailer_id int)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_or_ledger_without_position_or_in_keys (@retailer_id int, @position bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) or convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger')) and (@position is null or convert(nvarchar(100), session_context(N'hub.system')) in (N'keys')))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_with_kind_of_3 (@retailer_id int, @kind nvarchar(100))
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) and @kind in (N'CustomerNotice', N'CustomerTelling', N'Message'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.retailer_without_number (@retailer_id int, @number bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where ((@retailer_id = try_convert(int, session_context(N'hub.retailer'))) and @number is null)
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_of_level (@level bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_of_level_with_short_hashes (@level bigint, @hashes varbinary(max))
returns table with schemabinding
as return
    select 1 as allowed
    where ((convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger')) and datalength(@hashes) < 8192)
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_of_size (@size bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_or_timestamps_of_checkpoint_size (@checkpoint_size bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger', N'timestamps'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_or_timestamps_of_id (@id bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger', N'timestamps'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_or_timestamps_of_size (@size bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger', N'timestamps'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create function security.within_ledger_or_timestamps_or_claims_of_id (@id bigint)
returns table with schemabinding
as return
    select 1 as allowed
    where (convert(nvarchar(100), session_context(N'hub.system')) in (N'ledger', N'timestamps', N'claims'))
        or (convert(nvarchar(100), session_context(N'hub.system')) = N'migration' and (is_member(N'ihub_owner') = 1 or is_member(N'db_owner') = 1));
GO

create security policy security.hub_event
    add filter predicate security.retailer_or_ledger([retailer_id]) on [hub].[event],
    add block predicate security.retailer_or_ledger([retailer_id]) on [hub].[event] after insert,
    add block predicate security.retailer_or_ledger_without_position_or_in_keys([retailer_id], [position]) on [hub].[event] before update,
    add block predicate security.retailer_or_ledger([retailer_id]) on [hub].[event] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_registered_document
    add filter predicate security.retailer([retailer_id]) on [hub].[registered_document],
    add block predicate security.retailer([retailer_id]) on [hub].[registered_document] after insert,
    add block predicate security.retailer_in_keys([retailer_id]) on [hub].[registered_document] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[registered_document] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_inbound_exchange
    add filter predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[inbound_exchange],
    add block predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[inbound_exchange] after insert,
    add block predicate security.retailer_and_party_in_keys([retailer_id], [party_id]) on [hub].[inbound_exchange] before update,
    add block predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[inbound_exchange] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_data_key
    add filter predicate security.retailer([retailer_id]) on [hub].[data_key],
    add block predicate security.retailer([retailer_id]) on [hub].[data_key] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[data_key] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_key_work
    add filter predicate security.retailer([retailer_id]) on [hub].[key_work],
    add block predicate security.retailer([retailer_id]) on [hub].[key_work] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[key_work] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_outbound_exchange
    add filter predicate security.retailer_and_party_or_claims([retailer_id], [party_id]) on [hub].[outbound_exchange],
    add block predicate security.retailer_and_party_or_claims([retailer_id], [party_id]) on [hub].[outbound_exchange] after insert,
    add block predicate security.retailer_and_party_or_claims([retailer_id], [party_id]) on [hub].[outbound_exchange] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_notification
    add filter predicate security.retailer_or_claims([retailer_id]) on [hub].[notification],
    add block predicate security.retailer_or_claims([retailer_id]) on [hub].[notification] after insert,
    add block predicate security.retailer_or_claims([retailer_id]) on [hub].[notification] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_mailbox
    add filter predicate security.party_or_drill([retailer_id], [party_id]) on [hub].[mailbox],
    add block predicate security.retailer_or_drill([retailer_id]) on [hub].[mailbox] after insert,
    add block predicate security.party_or_drill([retailer_id], [party_id]) on [hub].[mailbox] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_mailbox_entry
    add filter predicate security.party_or_drill([retailer_id], [party_id]) on [hub].[mailbox_entry],
    add block predicate security.retailer_or_drill([retailer_id]) on [hub].[mailbox_entry] after insert,
    add block predicate security.party_or_drill([retailer_id], [party_id]) on [hub].[mailbox_entry] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_pull_cursor
    add filter predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[pull_cursor],
    add block predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[pull_cursor] after insert,
    add block predicate security.retailer_and_party([retailer_id], [party_id]) on [hub].[pull_cursor] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_party
    add filter predicate security.retailer([retailer_id]) on [hub].[party],
    add block predicate security.retailer([retailer_id]) on [hub].[party] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[party] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_party_certificate
    add filter predicate security.retailer([retailer_id]) on [hub].[party_certificate],
    add block predicate security.retailer([retailer_id]) on [hub].[party_certificate] after insert
    with (state = on, schemabinding = on);
GO

create security policy security.hub_archive
    add filter predicate security.retailer([retailer_id]) on [hub].[archive],
    add block predicate security.retailer([retailer_id]) on [hub].[archive] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[archive] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_archive_alias
    add filter predicate security.retailer([retailer_id]) on [hub].[archive_alias],
    add block predicate security.retailer([retailer_id]) on [hub].[archive_alias] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[archive_alias] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_archive_chunk
    add filter predicate security.retailer([retailer_id]) on [hub].[archive_chunk],
    add block predicate security.retailer([retailer_id]) on [hub].[archive_chunk] after insert,
    add block predicate security.retailer_in_keys([retailer_id]) on [hub].[archive_chunk] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[archive_chunk] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_archive_progress
    add filter predicate security.retailer([retailer_id]) on [hub].[archive_progress],
    add block predicate security.retailer([retailer_id]) on [hub].[archive_progress] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[archive_progress] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_archive_hold
    add filter predicate security.retailer([retailer_id]) on [hub].[archive_hold],
    add block predicate security.retailer([retailer_id]) on [hub].[archive_hold] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[archive_hold] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_exchange_key
    add filter predicate security.retailer([retailer_id]) on [hub].[exchange_key],
    add block predicate security.retailer([retailer_id]) on [hub].[exchange_key] after insert,
    add block predicate security.retailer_in_keys([retailer_id]) on [hub].[exchange_key] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[exchange_key] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_crossing_outbox
    add filter predicate security.retailer([retailer_id]) on [hub].[crossing_outbox],
    add block predicate security.retailer_without_number([retailer_id], [number]) on [hub].[crossing_outbox] after insert,
    add block predicate security.retailer_in_synchronisation([retailer_id]) on [hub].[crossing_outbox] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[crossing_outbox] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_crossing_inbox
    add filter predicate security.retailer([retailer_id]) on [hub].[crossing_inbox],
    add block predicate security.retailer_in_synchronisation([retailer_id]) on [hub].[crossing_inbox] after insert,
    add block predicate security.retailer_in_synchronisation([retailer_id]) on [hub].[crossing_inbox] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[crossing_inbox] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_crossing_stream
    add filter predicate security.background_of_synchronisation([retailer_id]) on [hub].[crossing_stream],
    add block predicate security.background_of_synchronisation([retailer_id]) on [hub].[crossing_stream] after insert,
    add block predicate security.background_of_synchronisation([retailer_id]) on [hub].[crossing_stream] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_account
    add filter predicate security.retailer([retailer_id]) on [hub].[account],
    add block predicate security.retailer([retailer_id]) on [hub].[account] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[account] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_account_certificate
    add filter predicate security.retailer([retailer_id]) on [hub].[account_certificate],
    add block predicate security.retailer([retailer_id]) on [hub].[account_certificate] after insert
    with (state = on, schemabinding = on);
GO

create security policy security.hub_session
    add filter predicate security.retailer([retailer_id]) on [hub].[session],
    add block predicate security.retailer([retailer_id]) on [hub].[session] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[session] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_session_code
    add filter predicate security.retailer([retailer_id]) on [hub].[session_code],
    add block predicate security.retailer([retailer_id]) on [hub].[session_code] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[session_code] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_attempt
    add filter predicate security.retailer([retailer_id]) on [hub].[attempt],
    add block predicate security.retailer([retailer_id]) on [hub].[attempt] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[attempt] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_definition
    add filter predicate security.retailer([retailer_id]) on [hub].[process_definition],
    add block predicate security.retailer([retailer_id]) on [hub].[process_definition] after insert
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_instance
    add filter predicate security.retailer([retailer_id]) on [hub].[process_instance],
    add block predicate security.retailer([retailer_id]) on [hub].[process_instance] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[process_instance] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_task
    add filter predicate security.retailer([retailer_id]) on [hub].[process_task],
    add block predicate security.retailer([retailer_id]) on [hub].[process_task] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[process_task] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_candidate
    add filter predicate security.retailer([retailer_id]) on [hub].[process_candidate],
    add block predicate security.retailer([retailer_id]) on [hub].[process_candidate] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[process_candidate] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_work
    add filter predicate security.retailer_or_claims([retailer_id]) on [hub].[process_work],
    add block predicate security.retailer_or_claims([retailer_id]) on [hub].[process_work] after insert,
    add block predicate security.retailer_or_claims([retailer_id]) on [hub].[process_work] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_subscription
    add filter predicate security.retailer([retailer_id]) on [hub].[process_subscription],
    add block predicate security.retailer([retailer_id]) on [hub].[process_subscription] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[process_subscription] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_message
    add filter predicate security.retailer([retailer_id]) on [hub].[process_message],
    add block predicate security.retailer([retailer_id]) on [hub].[process_message] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[process_message] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_process_notice
    add filter predicate security.retailer([retailer_id]) on [hub].[process_notice],
    add block predicate security.retailer([retailer_id]) on [hub].[process_notice] after insert,
    add block predicate security.retailer_in_keys([retailer_id]) on [hub].[process_notice] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[process_notice] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_business_record
    add filter predicate security.retailer([retailer_id]) on [hub].[business_record],
    add block predicate security.retailer([retailer_id]) on [hub].[business_record] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[business_record] after update,
    add block predicate security.retailer_with_kind_of_3([retailer_id], [kind]) on [hub].[business_record] before delete
    with (state = on, schemabinding = on);
GO

create security policy security.hub_reading_block
    add filter predicate security.retailer([retailer_id]) on [hub].[reading_block],
    add block predicate security.retailer([retailer_id]) on [hub].[reading_block] after insert,
    add block predicate security.retailer_in_keys([retailer_id]) on [hub].[reading_block] before update,
    add block predicate security.retailer([retailer_id]) on [hub].[reading_block] after update
    with (state = on, schemabinding = on);
GO

create security policy security.hub_node
    add filter predicate security.retailer([retailer_id]) on [hub].[node],
    add block predicate security.retailer([retailer_id]) on [hub].[node] after insert,
    add block predicate security.retailer([retailer_id]) on [hub].[node] after update
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_head
    add filter predicate security.within_ledger_of_size([size]) on [ledger].[head],
    add block predicate security.within_ledger_of_size([size]) on [ledger].[head] after update
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_tile
    add filter predicate security.within_ledger_of_level([level]) on [ledger].[tile],
    add block predicate security.within_ledger_of_level([level]) on [ledger].[tile] after insert,
    add block predicate security.within_ledger_of_level_with_short_hashes([level], [hashes]) on [ledger].[tile] before update,
    add block predicate security.within_ledger_of_level([level]) on [ledger].[tile] after update
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_checkpoint
    add filter predicate security.within_ledger_or_timestamps_of_size([size]) on [ledger].[checkpoint],
    add block predicate security.within_ledger_or_timestamps_of_size([size]) on [ledger].[checkpoint] after insert,
    add block predicate security.within_ledger_or_timestamps_of_size([size]) on [ledger].[checkpoint] after update
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_renewal
    add filter predicate security.within_ledger_or_timestamps_of_id([id]) on [ledger].[renewal],
    add block predicate security.within_ledger_or_timestamps_of_id([id]) on [ledger].[renewal] after insert,
    add block predicate security.within_ledger_or_timestamps_of_id([id]) on [ledger].[renewal] after update
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_renewed
    add filter predicate security.within_ledger_or_timestamps_of_checkpoint_size([checkpoint_size]) on [ledger].[renewed],
    add block predicate security.within_ledger_or_timestamps_of_checkpoint_size([checkpoint_size]) on [ledger].[renewed] after insert
    with (state = on, schemabinding = on);
GO

create security policy security.ledger_timestamp_queue
    add filter predicate security.within_ledger_or_timestamps_or_claims_of_id([id]) on [ledger].[timestamp_queue],
    add block predicate security.within_ledger_or_timestamps_or_claims_of_id([id]) on [ledger].[timestamp_queue] after insert,
    add block predicate security.within_ledger_or_timestamps_or_claims_of_id([id]) on [ledger].[timestamp_queue] after update
    with (state = on, schemabinding = on);
GO

create security policy security.customer_crossing_outbox
    add filter predicate security.customer_or_synchronisation([retailer_id], [subject]) on [customer].[crossing_outbox],
    add block predicate security.customer_or_synchronisation_without_number([retailer_id], [subject], [number]) on [customer].[crossing_outbox] after insert,
    add block predicate security.customer_or_synchronisation_in_synchronisation([retailer_id], [subject]) on [customer].[crossing_outbox] before update,
    add block predicate security.customer_or_synchronisation([retailer_id], [subject]) on [customer].[crossing_outbox] after update
    with (state = on, schemabinding = on);
GO

create security policy security.customer_crossing_inbox
    add filter predicate security.customer_or_everybody_or_synchronisation([retailer_id], [subject]) on [customer].[crossing_inbox],
    add block predicate security.customer_or_everybody_or_synchronisation_in_synchronisation([retailer_id], [subject]) on [customer].[crossing_inbox] after insert,
    add block predicate security.customer_or_everybody_or_synchronisation_in_synchronisation([retailer_id], [subject]) on [customer].[crossing_inbox] before update,
    add block predicate security.customer_or_everybody_or_synchronisation([retailer_id], [subject]) on [customer].[crossing_inbox] after update
    with (state = on, schemabinding = on);
GO

create security policy security.customer_crossing_stream
    add filter predicate security.background_of_synchronisation([retailer_id]) on [customer].[crossing_stream],
    add block predicate security.background_of_synchronisation([retailer_id]) on [customer].[crossing_stream] after insert,
    add block predicate security.background_of_synchronisation([retailer_id]) on [customer].[crossing_stream] after update
    with (state = on, schemabinding = on);
GO

grant select, insert on [hub].[event] to ihub_company;
grant update on [hub].[event] ([position], [data]) to ihub_company;
grant select, insert on [hub].[registered_document] to ihub_company;
grant update on [hub].[registered_document] ([acknowledgement]) to ihub_company;
grant select, insert on [hub].[inbound_exchange] to ihub_company;
grant update on [hub].[inbound_exchange] ([rejections]) to ihub_company;
grant select, insert on [hub].[data_key] to ihub_company;
grant update on [hub].[data_key] to ihub_company;
grant select, insert on [hub].[key_work] to ihub_company;
grant update on [hub].[key_work] to ihub_company;
grant select, insert on [hub].[outbound_exchange] to ihub_company;
grant update on [hub].[outbound_exchange] ([state], [priority], [updated_at], [due_at], [gate_closure], [attempts], [answer_lost], [message_archive_id], [rejections], [acknowledged_by], [endpoint], [claimable_at], [claimed_by], [fence]) to ihub_company;
grant select, insert, delete on [hub].[notification] to ihub_company;
grant update on [hub].[notification] to ihub_company;
grant select, insert on [hub].[mailbox] to ihub_company;
grant update on [hub].[mailbox] ([last_code], [queue_code]) to ihub_company;
grant select, insert, delete on [hub].[mailbox_entry] to ihub_company;
grant update on [hub].[mailbox_entry] ([code]) to ihub_company;
grant select, insert on [hub].[pull_cursor] to ihub_company;
grant update on [hub].[pull_cursor] to ihub_company;
grant select, insert on [hub].[party] to ihub_company;
grant update on [hub].[party] to ihub_company;
grant select, insert, delete on [hub].[party_certificate] to ihub_company;
grant select, insert on [hub].[archive] to ihub_company;
grant update on [hub].[archive] ([body], [chunks], [packing], [name], [touched_at], [removed_at]) to ihub_company;
grant select, insert on [hub].[archive_alias] to ihub_company;
grant update on [hub].[archive_alias] ([removed_at]) to ihub_company;
grant select, insert, delete on [hub].[archive_chunk] to ihub_company;
grant update on [hub].[archive_chunk] ([body]) to ihub_company;
grant select, insert, delete on [hub].[archive_progress] to ihub_company;
grant update on [hub].[archive_progress] to ihub_company;
grant select, insert on [hub].[archive_hold] to ihub_company;
grant update on [hub].[archive_hold] to ihub_company;
grant select, insert on [hub].[exchange_key] to ihub_company;
grant update on [hub].[exchange_key] ([value], [sealed]) to ihub_company;
grant select, insert on [hub].[crossing_outbox] to ihub_company;
grant update on [hub].[crossing_outbox] ([number], [payload]) to ihub_company;
grant select, insert on [hub].[crossing_inbox] to ihub_company;
grant update on [hub].[crossing_inbox] ([payload]) to ihub_company;
grant select, insert on [hub].[crossing_stream] to ihub_company;
grant update on [hub].[crossing_stream] ([numbered_to], [confirmed_to], [received_to]) to ihub_company;
grant select, insert on [hub].[account] to ihub_company;
grant update on [hub].[account] ([roles], [person], [password_hash], [password_at], [disabled_at], [version]) to ihub_company;
grant select, insert, delete on [hub].[account_certificate] to ihub_company;
grant select, insert on [hub].[session] to ihub_company;
grant update on [hub].[session] ([token_hash], [is_complete], [begun_at], [seen_at], [expires_at], [ended_at]) to ihub_company;
grant select, insert, delete on [hub].[session_code] to ihub_company;
grant update on [hub].[session_code] ([attempts], [used_at]) to ihub_company;
grant select, insert, delete on [hub].[attempt] to ihub_company;
grant update on [hub].[attempt] ([since], [count]) to ihub_company;
grant select, insert on [hub].[process_definition] to ihub_company;
grant select, insert on [hub].[process_instance] to ihub_company;
grant update on [hub].[process_instance] ([process], [version], [revision], [status], [state], [completers], [incidents]) to ihub_company;
grant select, insert, delete on [hub].[process_task] to ihub_company;
grant update on [hub].[process_task] ([claimed_by], [inputs], [version], [node], [name], [priority]) to ihub_company;
grant select, insert, delete on [hub].[process_candidate] to ihub_company;
grant update on [hub].[process_candidate] ([held]) to ihub_company;
grant select, insert, delete on [hub].[process_work] to ihub_company;
grant update on [hub].[process_work] ([claimable_at], [claimed_by], [fence], [data]) to ihub_company;
grant select, insert, delete on [hub].[process_subscription] to ihub_company;
grant update on [hub].[process_subscription] ([message_id]) to ihub_company;
grant select, insert on [hub].[process_message] to ihub_company;
grant update on [hub].[process_message] ([is_free], [payload]) to ihub_company;
grant select, insert, delete on [hub].[process_notice] to ihub_company;
grant update on [hub].[process_notice] ([text]) to ihub_company;
grant select, insert, delete on [hub].[business_record] to ihub_company;
grant update on [hub].[business_record] ([key], [state], [from_day], [to_day], [revision], [body], [saved_at], [saved_by]) to ihub_company;
grant select, insert on [hub].[reading_block] to ihub_company;
grant update on [hub].[reading_block] ([account_key], [body]) to ihub_company;
grant select, insert, delete on [hub].[node] to ihub_company;
grant update on [hub].[node] to ihub_company;
grant select on [hub].[schema_migration] to ihub_company;
grant select on [ledger].[head] to ihub_company;
grant update on [ledger].[head] ([size], [root], [epoch], [owner], [lease_until]) to ihub_company;
grant select, insert on [ledger].[tile] to ihub_company;
grant update on [ledger].[tile] ([hashes]) to ihub_company;
grant select, insert on [ledger].[checkpoint] to ihub_company;
grant update on [ledger].[checkpoint] ([timestamp], [authority], [stamped_at], [ends_at], [digest_oid], [renewing]) to ihub_company;
grant select, insert on [ledger].[renewal] to ihub_company;
grant update on [ledger].[renewal] ([token], [authority], [stamped_at]) to ihub_company;
grant select, insert on [ledger].[renewed] to ihub_company;
grant select, insert, delete on [ledger].[timestamp_queue] to ihub_company;
grant update on [ledger].[timestamp_queue] to ihub_company;
grant select, insert on [customer].[crossing_outbox] to ihub_customer;
grant update on [customer].[crossing_outbox] ([number], [payload]) to ihub_customer;
grant select, insert on [customer].[crossing_inbox] to ihub_customer;
grant update on [customer].[crossing_inbox] ([payload]) to ihub_customer;
grant select, insert on [customer].[crossing_stream] to ihub_customer;
grant update on [customer].[crossing_stream] ([numbered_to], [confirmed_to], [received_to]) to ihub_customer;
GO

deny select, insert, update, delete, execute on schema::hub to ihub_customer;
deny select, insert, update, delete, execute on schema::ledger to ihub_customer;
deny select, insert, update, delete, execute on schema::customer to ihub_company;
GO

grant view definition on schema::security to ihub_company;
grant view definition on schema::security to ihub_customer;
GO

grant execute on type::[customer].[crossing_list] to ihub_customer;
grant execute on type::[hub].[crossing_list] to ihub_company;
grant execute on type::[hub].[event_list] to ihub_company;
grant execute on type::[hub].[id_list] to ihub_company;
grant execute on type::[hub].[number_list] to ihub_company;
grant execute on type::[hub].[search_key_list] to ihub_company;
grant execute on type::[hub].[text_list] to ihub_company;
grant execute on type::[ledger].[place_list] to ihub_company;
grant execute on type::[ledger].[tile_list] to ihub_company;
GO

exec sys.sp_addextendedproperty @name = N'ihub.access', @value = N'access 426bc5fd056a278019e685920a01b4b04f9f3ba8526ac9646670874f790b754f', @level0type = N'SCHEMA', @level0name = N'hub';
GO

commit;
GO
