-- One publication that crossed, one request that waits for its number.
insert into hub.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at, number)
    values (1, 'publications', '01a20000-0000-7000-8000-00000000f001', null, 'announcement', 1, '{"text":"prices of tomorrow"}', '2026-11-28 14:00:00+00', 1);
insert into customer.crossing_inbox (retailer_id, stream, id, subject, kind, version, payload, at, number, received_at)
    values (1, 'publications', '01a20000-0000-7000-8000-00000000f001', null, 'announcement', 1, '{"text":"prices of tomorrow"}', '2026-11-28 14:00:00+00', 1, '2026-11-28 14:00:01+00');
insert into hub.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to) values (1, 'publications', 1, 1, 0);
insert into customer.crossing_stream (retailer_id, stream, numbered_to, confirmed_to, received_to) values (1, 'publications', 0, 0, 1);
insert into customer.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at)
    values (1, 'requests', '01a20000-0000-7000-8000-00000000f002', '01a20000-0000-7000-8000-00000000c001', 'question', 1, '{"text":"my bill"}', '2026-11-28 14:00:00+00');
