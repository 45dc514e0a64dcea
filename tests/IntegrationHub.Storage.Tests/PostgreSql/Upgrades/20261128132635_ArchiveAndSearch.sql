-- Bytes kept once under a keyed name with a second id, a legal hold, how far retention has come, and what searches find.
insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body, name, place, sealed, touched_at)
    values (1, '01a20000-0000-7000-8000-00000000b011', 0, 0, sha256('\x31'), 1, 0, '2026-02-02T03:04:05Z', '\x31', sha256('\x41'), 0, false, '2026-02-02T03:04:05Z');
insert into hub.archive_alias (retailer_id, id, archive_id, class, stored_at)
    values (1, '01a20000-0000-7000-8000-00000000b012', '01a20000-0000-7000-8000-00000000b011', 0, '2026-02-02T03:04:06Z');
insert into hub.archive_hold (retailer_id, id, exchange_id, reason, set_by, set_at)
    values (1, '01a20000-0000-7000-8000-00000000f001', '01a20000-0000-7000-8000-00000000e001', 'dispute', 'auditor', '2026-02-02T03:04:05Z');
insert into hub.archive_progress (retailer_id, lane, position, updated_at) values (1, 'rows', '01a20000-0000-7000-8000-00000000b001', '2026-02-02T03:04:05Z');
insert into hub.exchange_key (retailer_id, kind, value, exchange_id) values (1, 1, 'SERIES-1', '01a20000-0000-7000-8000-00000000e001');
