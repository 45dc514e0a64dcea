-- A checkpoint that somebody signed (its octets are what counts here), and a sequencer that held the lease.
insert into ledger.checkpoint (size, note) values (0, convert_to(E'retailer.example/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n', 'UTF8'));
update ledger.head set epoch = 7, owner = 'an older node', lease_until = '2026-01-02T03:04:05Z';
