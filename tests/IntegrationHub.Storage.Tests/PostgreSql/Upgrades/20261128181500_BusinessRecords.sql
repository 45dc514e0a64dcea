-- A package and a contract that refers to it, as a hub that seals nothing wrote them.
insert into hub.business_record (retailer_id, id, kind, key, version, state, from_day, to_day, revision, body, saved_at, saved_by)
    values (1, '01a20000-0000-7000-8000-00000000bb01', 'Package', 'P1', 1, 'valid', '2026-01-01', null, 1, '\x7b7d', '2026-11-28 17:20:00+00', 'li');
insert into hub.business_record (retailer_id, id, kind, key, version, state, from_day, to_day, revision, body, saved_at, saved_by)
    values (1, '01a20000-0000-7000-8000-00000000bb02', 'Contract', 'R-1', 1, 'Draft', '2027-01-01', '2027-12-31', 1, '\x7b7d', '2026-11-28 17:20:00+00', 'li');
