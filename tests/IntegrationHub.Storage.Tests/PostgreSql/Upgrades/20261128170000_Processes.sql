-- A definition, an instance that waits for a clerk and for a message that came early elsewhere, and what was told.
insert into hub.process_definition (retailer_id, process, version, digest, file, deployed_at, deployed_by)
    values (1, 'p', 1, 'ab', '\x00', '2026-11-28 17:00:00+00', 'hub');
insert into hub.process_instance (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, started_at)
    values (1, '01a20000-0000-7000-8000-000000010001', 'p', 1, 1, 1, 'C-1', '{}', '{}', 0, '2026-11-28 17:00:00+00');
insert into hub.process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at)
    values (1, '01a20000-0000-7000-8000-000000010001', 2, 'p', 1, 't', 'Check', 'C-1', '{}', 50, '9999-12-31 00:00:00+00', '2026-11-28 17:00:00+00');
insert into hub.process_candidate (retailer_id, instance_id, token, role, since, due_order, opened_at, held)
    values (1, '01a20000-0000-7000-8000-000000010001', 2, 'clerk', '2026-11-28 17:00:00+00', '9999-12-31 00:00:00+00', '2026-11-28 17:00:00+00', false);
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, due, claimable_at, fence)
    values (1, '01a20000-0000-7000-8000-000000010002', '01a20000-0000-7000-8000-000000010001', 0, 3, 0, '', '{}', '2026-11-29 17:00:00+00', '2026-11-29 17:00:00+00', 0);
insert into hub.process_subscription (retailer_id, instance_id, wait, is_signal, name, key) values (1, '01a20000-0000-7000-8000-000000010001', 4, false, 'ack', 'C-1');
insert into hub.process_message (retailer_id, id, name, key, payload, received_at, is_free) values (1, 'm-1', 'ack', 'C-2', '{}', '2026-11-28 17:00:00+00', true);
insert into hub.process_notice (retailer_id, id, channel, recipient, is_role, kind, text, at) values (1, 'n-1', 0, 'clerk', true, 'process.notice', 'hello', '2026-11-28 17:00:00+00');
