namespace IntegrationHub.Storage.Isolation;

/// <summary>Every table with its access: a table that is not here fails a test, and the hub refuses to start on it.</summary>
internal static class AccessTables
{
    private const string LedgerReason = "The tree is one over the events of all retailers; it holds digests, no data of anybody.";

    private const string Cursors = "numbered_to, confirmed_to, received_to";

    /// <summary>In the scope of the service between the sides.</summary>
    private static readonly RowCondition Service = new RowCondition.Within(SystemScope.Synchronisation);

    /// <summary>In the scope of the work on data keys, which seals a value anew and changes nothing else of it.</summary>
    private static readonly RowCondition Keys = new RowCondition.Within(SystemScope.Keys);

    /// <summary>Numbers are given by the service between the sides: whoever hands in could else take the next one, and nothing would cross any more.</summary>
    private static readonly RowCondition Unnumbered = new RowCondition.IsNull("number");

    /// <summary>Kinds of business records that say what people were told.</summary>
    public static readonly string[] RecordsOfTelling = ["CustomerNotice", "CustomerTelling", "Message"];

    /// <summary>Octets of a tile that is full and never changes again.</summary>
    private const int FullTile = Evidence.Ledger.Tile.Width * Evidence.Ledger.LedgerHash.Length;

    public static IReadOnlyList<TableAccess> All { get; } =
    [
        // What was said stays said: events, registry and received exchanges are added to. The sequencer gives an event its place, once. Sealed columns
        // are sealed anew by the work on data keys; the ledger's digests are over what is sealed, so another content is found.
        new("hub.event", Belonging.Retailer) { Insert = true, Update = "position, data", UpdateOnly = new RowCondition.Either(new RowCondition.IsNull("position"), Keys), Systems = [SystemScope.Ledger] },
        new("hub.registered_document", Belonging.Retailer) { Insert = true, Update = "acknowledgement", UpdateOnly = Keys },
        new("hub.inbound_exchange", Belonging.RetailerOrParty) { Insert = true, Update = "rejections", UpdateOnly = Keys },
        new("hub.data_key", Belonging.Retailer) { Insert = true, Update = "*" },
        new("hub.key_work", Belonging.Retailer) { Insert = true, Update = "*" },

        // Of a document on its way out only what a decision or a claim changes.
        new("hub.outbound_exchange", Belonging.RetailerOrParty)
        {
            Insert = true,
            Update = $"{Sending.OutboundChanges.OfDecisions}, {Sending.OutboundChanges.OfClaims}",
            Systems = [SystemScope.Claims],
        },
        new("hub.notification", Belonging.Retailer) { Insert = true, Update = "*", Delete = true, Systems = [SystemScope.Claims] },
        new("hub.mailbox", Belonging.Party) { Insert = true, Update = "last_code, queue_code", Systems = [SystemScope.Drill] },
        new("hub.mailbox_entry", Belonging.Party) { Insert = true, Update = "code", Delete = true, Systems = [SystemScope.Drill] },
        new("hub.pull_cursor", Belonging.RetailerOrParty) { Insert = true, Update = "*" },
        new("hub.party", Belonging.Retailer) { Insert = true, Update = "*" },
        new("hub.party_certificate", Belonging.Retailer) { Insert = true, Delete = true },

        // Bytes go when their time is over and nobody holds them; what they were, the head row and the ledger go on saying. The head row never goes:
        // whoever could remove it could put another in its place, under its id, with other bytes.
        new("hub.archive", Belonging.Retailer) { Insert = true, Update = "body, chunks, packing, name, touched_at, removed_at" },
        new("hub.archive_alias", Belonging.Retailer) { Insert = true, Update = "removed_at" },
        new("hub.archive_chunk", Belonging.Retailer) { Insert = true, Update = "body", UpdateOnly = Keys, Delete = true },
        new("hub.archive_progress", Belonging.Retailer) { Insert = true, Update = "*", Delete = true },

        // All columns: whoever removes takes a lock of the whole table, for which rights in columns are not enough.
        new("hub.archive_hold", Belonging.Retailer) { Insert = true, Update = "*" },
        new("hub.exchange_key", Belonging.Retailer) { Insert = true, Update = "value, sealed", UpdateOnly = Keys },

        // What crosses is sealed; what did so before there was sealing is sealed where it lies, by the service.
        new("hub.crossing_outbox", Belonging.Retailer) { Insert = true, InsertOnly = Unnumbered, Update = "number, payload", UpdateOnly = Service },
        new("hub.crossing_inbox", Belonging.Retailer) { Insert = true, InsertOnly = Service, Update = "payload", UpdateOnly = Service },
        new("hub.crossing_stream", Belonging.Background) { Insert = true, Update = Cursors, Systems = [SystemScope.Synchronisation] },

        // Persons and their sessions are never removed; codes and counters go when they have grown old.
        new("hub.account", Belonging.Retailer) { Insert = true, Update = "roles, person, password_hash, password_at, disabled_at, version" },
        new("hub.account_certificate", Belonging.Retailer) { Insert = true, Delete = true },
        new("hub.session", Belonging.Retailer) { Insert = true, Update = "token_hash, is_complete, begun_at, seen_at, expires_at, ended_at" },
        new("hub.session_code", Belonging.Retailer) { Insert = true, Update = "attempts, used_at", Delete = true },
        new("hub.attempt", Belonging.Retailer) { Insert = true, Update = "since, count", Delete = true },

        // Processes. Versions of definitions stay, work and tasks go when they are done; what happened is an event.
        new("hub.process_definition", Belonging.Retailer) { Insert = true },
        new("hub.process_instance", Belonging.Retailer) { Insert = true, Update = "process, version, revision, status, state, completers, incidents" },
        new("hub.process_task", Belonging.Retailer) { Insert = true, Update = "claimed_by, inputs, version, node, name, priority", Delete = true },
        new("hub.process_candidate", Belonging.Retailer) { Insert = true, Update = "held", Delete = true },
        new("hub.process_work", Belonging.Retailer) { Insert = true, Update = "claimable_at, claimed_by, fence, data", Delete = true, Systems = [SystemScope.Claims] },
        new("hub.process_subscription", Belonging.Retailer) { Insert = true, Update = "message_id", Delete = true },
        new("hub.process_message", Belonging.Retailer) { Insert = true, Update = "is_free, payload" },
        new("hub.process_notice", Belonging.Retailer) { Insert = true, Update = "text", UpdateOnly = Keys, Delete = true },

        // A version that was said stays: rows are added, and only what a step changes is changed. What people were told goes when it has grown old, and nothing else.
        new("hub.business_record", Belonging.Retailer)
        {
            Insert = true, Update = "key, state, from_day, to_day, revision, body, saved_at, saved_by", Delete = true, DeleteOnly = new RowCondition.OneOf("kind", RecordsOfTelling),
        },
        // Readings are added to, a version at a time; sealed anew by the work on data keys alone.
        new("hub.reading_block", Belonging.Retailer) { Insert = true, Update = "account_key, body", UpdateOnly = Keys },
        // What nodes tell of themselves takes the place of what they told before; that one fell silent is an event.
        new("hub.node", Belonging.Retailer) { Insert = true, Update = "*", Delete = true },
        new("hub.schema_migration", Belonging.Everybody) { Reason = "Names of migrations: a node reads at its start whether the schema is its own." },

        new("ledger.head", Belonging.System) { Update = "size, root, epoch, owner, lease_until", Systems = [SystemScope.Ledger], Reason = LedgerReason },
        new("ledger.tile", Belonging.System)
        {
            Insert = true, Update = "hashes", UpdateOnly = new RowCondition.ShorterThan("hashes", FullTile), Systems = [SystemScope.Ledger], Reason = LedgerReason,
        },
        new("ledger.checkpoint", Belonging.System)
        {
            Insert = true,
            Update = "timestamp, authority, stamped_at, ends_at, digest_oid, renewing",
            Systems = [SystemScope.Ledger, SystemScope.Timestamps],
            Reason = LedgerReason,
        },
        new("ledger.renewal", Belonging.System)
        {
            Insert = true, Update = "token, authority, stamped_at", Systems = [SystemScope.Ledger, SystemScope.Timestamps], Reason = LedgerReason,
        },
        new("ledger.renewed", Belonging.System) { Insert = true, Systems = [SystemScope.Ledger, SystemScope.Timestamps], Reason = LedgerReason },
        new("ledger.timestamp_queue", Belonging.System)
        {
            Insert = true, Update = "*", Delete = true,
            Systems = [SystemScope.Ledger, SystemScope.Timestamps, SystemScope.Claims],
            Reason = "What waits for a timestamp: checkpoints, digests of signatures and manifests.",
        },

        // The customers' side. A customer reads what is for him or for all, and asks in his own name; what is published comes by the service alone.
        new("customer.crossing_outbox", Belonging.Customer)
        {
            Role = Roles.Customer, Insert = true, InsertOnly = Unnumbered, Update = "number, payload", UpdateOnly = Service, Systems = [SystemScope.Synchronisation],
        },
        new("customer.crossing_inbox", Belonging.CustomerOrEverybody)
        {
            Role = Roles.Customer, Insert = true, InsertOnly = Service, Update = "payload", UpdateOnly = Service, Systems = [SystemScope.Synchronisation],
        },
        new("customer.crossing_stream", Belonging.Background) { Role = Roles.Customer, Insert = true, Update = Cursors, Systems = [SystemScope.Synchronisation] },
    ];
}
