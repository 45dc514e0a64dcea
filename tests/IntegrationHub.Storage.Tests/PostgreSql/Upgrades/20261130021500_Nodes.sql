insert into hub.node (retailer_id, name, version, started_at, seen_at, processors, disk_free, disk_total)
    values (1, 'hub-1', '1.0.0', '2026-11-30T02:15:00Z', '2026-11-30T02:16:00Z', 2, 1000, 2000);
