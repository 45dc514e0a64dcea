-- A hub of this schema with a year behind it: parties, exchanges in both directions, a refused one, what waits, and the history of all of it.
insert into hub.party (retailer_id, id, name, code, is_self, content, updated_at) values
    (1, '01a20000-0000-7000-8000-0000000000a1', 'grid', '10X1001A1001A450', false,
     '{"Id": {"Value": "01a20000-0000-7000-8000-0000000000a1"}, "Code": {"Value": "10X1001A1001A450", "CodingScheme": "A01"}, "Name": "grid", "Roles": ["Distribution"], "Limits": {"MaxClockSkew": "00:05:00", "MaxBytesPerDay": 17179869184, "MaxListEntries": 1000, "MaxRequestBytes": 67108864, "MaxDocumentBytes": 67108864, "MaxCompressionRatio": 200, "MaxRequestsPerMinute": 6000}, "Enabled": true, "Retailer": {"Value": 1}, "AllowSha1": false, "Endpoints": [], "Connection": "Files", "MarketRole": "A11", "Represents": [], "DisplayName": "City grid", "TakesBinary": false, "AllowedProfiles": [], "TlsCertificates": ["AB01"], "PullEverySeconds": 0, "SigningCertificates": [], "TolerateUnknownCodes": false, "AcknowledgementVersion": "V8_1"}',
     '2026-01-02T03:04:05.678901Z');
insert into hub.party_certificate values (1, 'AB01', '01a20000-0000-7000-8000-0000000000a1');

insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body)
    select 1, id::uuid, class, 0, sha256(body), length(body), 0, '2026-01-02T03:04:05Z', body
    from (values ('01a20000-0000-7000-8000-00000000b001', 0, convert_to('<Schedule_MarketDocument/>', 'UTF8')),
                 ('01a20000-0000-7000-8000-00000000b002', 1, convert_to('<Acknowledgement_MarketDocument/>', 'UTF8')),
                 ('01a20000-0000-7000-8000-00000000b003', 2, '\x00ff'::bytea)) as kept (id, class, body);
-- In three pieces, the first in the head.
insert into hub.archive (retailer_id, id, class, packing, sha256, length, chunks, stored_at, body)
    values (1, '01a20000-0000-7000-8000-00000000b004', 0, 0, sha256(convert_to(repeat('abc', 1000), 'UTF8')), 3000, 2, '2026-01-02T03:04:05Z', convert_to(repeat('abc', 300), 'UTF8'));
insert into hub.archive_chunk values
    (1, '01a20000-0000-7000-8000-00000000b004', 1, convert_to(repeat('abc', 300), 'UTF8')),
    (1, '01a20000-0000-7000-8000-00000000b004', 2, convert_to(repeat('abc', 400), 'UTF8'));

insert into hub.registered_document values
    (1, '10X1001A1001A450', 'DOC-1', 2, sha256('\x01'), '01a20000-0000-7000-8000-00000000e001', convert_to('<first/>', 'UTF8'), true, '2026-01-02T03:04:05Z');
insert into hub.inbound_exchange (retailer_id, id, party_id, channel, state, received_at, completed_at, archive_id, size, profile, root_element, sender_code, mrid, revision, type, schema_result, period_start, period_end, canonical_digest, rejections, answer_archive_id) values
    (1, '01a20000-0000-7000-8000-00000000e001', '01a20000-0000-7000-8000-0000000000a1', 0, 0, '2026-01-02T03:04:05Z', '2026-01-02T03:04:05.123456Z', '01a20000-0000-7000-8000-00000000b001', 26, 'Schedule 5.2', 'Schedule_MarketDocument', '10X1001A1001A450', 'DOC-1', 2, 'A01', 'valid', '2026-01-03T23:00:00Z', '2026-01-04T23:00:00Z', sha256('\x01'), null, '01a20000-0000-7000-8000-00000000b002'),
    (1, '01a20000-0000-7000-8000-00000000e002', '01a20000-0000-7000-8000-0000000000a1', 0, 3, '2026-01-02T03:05:05Z', '2026-01-02T03:05:06Z', '01a20000-0000-7000-8000-00000000b003', 2, null, null, null, null, null, null, null, null, null, null, '[{"Code": "XML_NOT_WELL_FORMED", "Text": "no element", "Where": "byte 0", "Remedy": "Send XML.", "MarketReason": "A94"}]', null);
insert into hub.outbound_exchange (retailer_id, id, party_id, sender_code, mrid, revision, profile, root_element, type, state, priority, created_at, updated_at, due_at, claimable_at, fence, attempts, answer_lost, never_acknowledged, canonical_digest, document_archive_id, size) values
    (1, '01a20000-0000-7000-8000-00000000e003', '01a20000-0000-7000-8000-0000000000a1', '10XIHUB-RETAILRZ', 'OUT-1', 1, 'StatusRequest 4.1', 'StatusRequest_MarketDocument', 'A59', 2, 1, '2026-01-02T03:06:05Z', '2026-01-02T03:06:05Z', '2026-01-02T03:06:05Z', '2026-01-02T03:06:05Z', 3, 1, false, false, sha256('\x02'), '01a20000-0000-7000-8000-00000000b001', 26);
insert into hub.mailbox values (1, '01a20000-0000-7000-8000-0000000000a1', 41, 40);
insert into hub.mailbox_entry values (1, '01a20000-0000-7000-8000-0000000000a1', '01a20000-0000-7000-8000-00000000e001', false, 41, '2026-01-02T03:04:05Z', '2026-01-03T23:00:00Z', '2026-01-04T23:00:00Z');
insert into hub.notification (retailer_id, exchange_id, attempts, claimable_at) values (1, '01a20000-0000-7000-8000-00000000e001', 2, '2026-01-02T03:04:05Z');
insert into hub.pull_cursor values (1, '01a20000-0000-7000-8000-0000000000a1', 17, '2026-01-02T03:00:00Z', '2026-01-02T03:07:00Z', 0, 0);

-- Digests as the ledger makes them: SHA-256 over salt and record, the record in netstrings.
insert into hub.event (retailer_id, id, at, kind, exchange_id, party_id, actor, data, salt, digest)
    select 1, id::uuid, at::timestamptz, kind, exchange::uuid, party::uuid, actor, data, salt,
        sha256(salt || convert_to((
            select string_agg(octet_length(field) || ':' || field || ',', '' order by place)
            from unnest(array['ihub-event-1', '1', id, to_char(at::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind, coalesce(exchange, ''), coalesce(party, ''), actor, data]) with ordinality as fields (field, place)), 'UTF8'))
    from (values
        ('01a20000-0000-7000-8000-00000000d001', '2026-01-02T03:04:05.000001Z', 'document.accepted', '01a20000-0000-7000-8000-00000000e001', '01a20000-0000-7000-8000-0000000000a1', 'hub', '{"sha256":"00"}', sha256('\x11')),
        ('01a20000-0000-7000-8000-00000000d002', '2026-01-02T03:05:06.999999Z', 'document.refused', '01a20000-0000-7000-8000-00000000e002', '01a20000-0000-7000-8000-0000000000a1', 'hub', '{"reason":"没有元素"}', sha256('\x12')),
        ('01a20000-0000-7000-8000-00000000d003', '2026-01-02T03:06:05Z', 'party.saved', null, '01a20000-0000-7000-8000-0000000000a1', 'operator', '{}', sha256('\x13'))
    ) as happened (id, at, kind, exchange, party, actor, data, long_salt), lateral (select substring(long_salt for 16) as salt) as salted;
