-- Two versions of an account's readings of a month, as a hub that seals nothing wrote them.
insert into hub.reading_block (retailer_id, id, month, account_key, channel, version, body, saved_at, saved_by)
    values (1, '01a20000-0000-7000-8000-00000000cc01', '2026-07-01', 'A1/10kV', 0, 1, '\x01', '2026-11-28 20:51:00+00', 'li');
insert into hub.reading_block (retailer_id, id, month, account_key, channel, version, body, saved_at, saved_by)
    values (1, '01a20000-0000-7000-8000-00000000cc02', '2026-07-01', 'A1/10kV', 0, 2, '\x02', '2026-11-28 20:52:00+00', 'li');
