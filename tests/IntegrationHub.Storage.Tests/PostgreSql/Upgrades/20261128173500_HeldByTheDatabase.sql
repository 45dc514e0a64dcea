-- No new table: one request at the bounds that hold from here on.
insert into customer.crossing_outbox (retailer_id, stream, id, subject, kind, version, payload, at)
    values (1, 'requests', '01a20000-0000-7000-8000-00000000f003', '01a20000-0000-7000-8000-00000000c001', repeat('k', 64), 1, repeat('x', 262144), '2026-11-28 17:35:00+00');
