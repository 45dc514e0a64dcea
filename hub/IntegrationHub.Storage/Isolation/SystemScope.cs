namespace IntegrationHub.Storage.Isolation;

/// <summary>
/// A right of background work beyond one retailer, by name. The row policies name the scopes that see a table, so what a lane may touch stands in
/// the database, and every use is counted under its name.
/// </summary>
/// <remarks>A new one stands here, in the policies of the tables it needs and in docs/isolation.md.</remarks>
internal sealed class SystemScope
{
    private SystemScope(string name) => Name = name;

    /// <summary>Events of all retailers and the ledger's own tables: sequencer, checkpoints, verification, exports.</summary>
    public static SystemScope Ledger { get; } = new("ledger");

    /// <summary>The ledger's own tables: the queue of timestamps and their renewals.</summary>
    public static SystemScope Timestamps { get; } = new("timestamps");

    /// <summary>Claims of a hub that died, in every table that has claims.</summary>
    public static SystemScope Claims { get; } = new("claims");

    /// <summary>Mailboxes of all parties, for the simulated partner that comes back from an older backup.</summary>
    public static SystemScope Drill { get; } = new("drill");

    /// <summary>What crosses between the company's and the customers' side, within a retailer.</summary>
    public static SystemScope Synchronisation { get; } = new("synchronisation");

    /// <summary>Within a retailer: sealing anew what lies in sealed columns, which nothing else may change.</summary>
    public static SystemScope Keys { get; } = new("keys");

    /// <summary>Everything, for the owner's migrations; no serving role has it.</summary>
    public static SystemScope Migration { get; } = new("migration");

    /// <summary>Stable: it stands in policies.</summary>
    public string Name { get; }

    public override string ToString() => Name;
}
