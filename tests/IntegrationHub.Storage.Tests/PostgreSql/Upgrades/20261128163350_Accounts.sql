-- A person at the door for core users with a bound certificate, a complete session, a code that was used, and a counter.
insert into hub.account (retailer_id, id, name, class, roles, person, password_hash, password_at, created_at, version)
    values (1, '01a20000-0000-7000-8000-00000000aa01', 'bidder', 1, 'bidder', '{"DisplayName":"Li Wei","Phone":"+8613800000001"}', 'AQAAAAIAAYag', '2026-11-28 16:00:00+00', '2026-11-28 16:00:00+00', 1);
insert into hub.account_certificate (retailer_id, issuer_key, subject_key, account_id, bound_at)
    values (1, repeat('A', 64), repeat('B', 64), '01a20000-0000-7000-8000-00000000aa01', '2026-11-28 16:00:00+00');
insert into hub.session (retailer_id, id, token_hash, account_id, door, thumbprint, is_complete, begun_at, seen_at, expires_at, address, agent)
    values (1, '01a20000-0000-7000-8000-00000000aa02', '\x01', '01a20000-0000-7000-8000-00000000aa01', 1, repeat('C', 64), true, '2026-11-28 16:00:00+00', '2026-11-28 16:00:00+00', '2026-11-29 00:00:00+00', '127.0.0.1', 'browser');
insert into hub.session_code (retailer_id, id, session_id, purpose, hash, sent_at, expires_at, attempts, used_at)
    values (1, '01a20000-0000-7000-8000-00000000aa03', '01a20000-0000-7000-8000-00000000aa02', 0, '\x02', '2026-11-28 16:00:00+00', '2026-11-28 16:05:00+00', 1, '2026-11-28 16:01:00+00');
insert into hub.attempt (retailer_id, subject, since, count) values (1, '\x03', '2026-11-28 16:00:00+00', 3);
