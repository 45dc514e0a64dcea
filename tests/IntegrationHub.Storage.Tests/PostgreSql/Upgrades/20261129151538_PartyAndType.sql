-- No new table: a cursor of a party that is gone, which stays as it was.
insert into hub.pull_cursor values (1, '01a20000-0000-7000-8000-0000000000a9', 18, '2026-11-29T03:00:00Z', '2026-11-29T03:07:00Z', 0, 0);
