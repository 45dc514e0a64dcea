-- A task without inputs beside an instance whose variables a later work seals, and a message on its way.
insert into hub.process_instance (retailer_id, id, process, version, revision, status, business_key, state, completers, incidents, started_at)
    values (1, '01a20000-0000-7000-8000-000000020001', 'p', 1, 1, 1, 'C-9', '', '{}', 0, '2026-11-28 21:00:00+00');
insert into hub.process_task (retailer_id, instance_id, token, process, version, node, name, business_key, inputs, priority, due_order, opened_at, id)
    values (1, '01a20000-0000-7000-8000-000000020001', 2, 'p', 1, 't', 'Check', 'C-9', '', 50, '9999-12-31 00:00:00+00', '2026-11-28 21:00:00+00', '01a20000-0000-7000-8000-000000020002');
insert into hub.process_message (retailer_id, message_id, name, key, payload, received_at, is_free, id)
    values (1, 'm-9', 'ack', 'C-9', '', '2026-11-28 21:00:00+00', false, '01a20000-0000-7000-8000-000000020003');
insert into hub.process_work (retailer_id, id, instance_id, kind, number, attempt, name, data, message_id, due, claimable_at, fence)
    values (1, '01a20000-0000-7000-8000-000000020004', '01a20000-0000-7000-8000-000000020001', 2, 3, 0, 'ack', '', 'm-9', '2026-11-29 21:00:00+00', '2026-11-29 21:00:00+00', 0);
insert into hub.process_notice (retailer_id, notice_id, channel, recipient, is_role, kind, text, at, id)
    values (1, 'n-9', 0, 'clerk', true, 'process.notice', '', '2026-11-28 21:00:00+00', '01a20000-0000-7000-8000-000000020005');
