-- A renewal that carries the checkpoint's timestamp on, and a file whose token waits to be fetched.
insert into ledger.renewal (list, outlive, token, authority, stamped_at) values (convert_to('list', 'UTF8'), '2036-01-01T00:00:00Z', '\x30', 'tsa', '2026-01-02T03:04:05Z');
insert into ledger.renewed select 0, id from ledger.renewal;
insert into ledger.timestamp_queue (use, digest, since, token, authority, stamped_at) values (3, sha256('\x21'), '2026-01-02T03:04:05Z', '\x3001', 'tsa', '2026-01-02T03:05:05Z');
