namespace IntegrationHub.Storage.Isolation;

/// <summary>Whose the rows of a table are.</summary>
internal enum Belonging
{
    /// <summary>A retailer's: column <c>retailer_id</c>.</summary>
    Retailer,

    /// <summary>A retailer's, and only the party's own where the scope names a party: column <c>party_id</c>.</summary>
    RetailerOrParty,

    /// <summary>A party's: nothing is seen without naming it, though the retailer may add rows.</summary>
    Party,

    /// <summary>Of a retailer's customer (column <c>subject</c>): seen by that customer alone.</summary>
    Customer,

    /// <summary>As <see cref="Customer"/>; rows without subject are for every customer of the retailer.</summary>
    CustomerOrEverybody,

    /// <summary>A retailer's, for background work within it: only a system scope sees it.</summary>
    Background,

    /// <summary>No retailer's: only system scopes see it. Needs a reason.</summary>
    System,

    /// <summary>No retailer's and no secret: everybody with the right sees it. Needs a reason.</summary>
    Everybody,
}

/// <summary>What a serving role may do with one table, and with which of its rows. Grants and row policies are made of it.</summary>
/// <param name="Table">Schema and name.</param>
/// <param name="Rows">Whose the rows are.</param>
internal sealed record TableAccess(string Table, Belonging Rows)
{
    public string Role { get; init; } = Roles.Company;

    /// <summary>Whether rows may be added.</summary>
    public bool Insert { get; init; }

    /// <summary>A further condition on rows that may be added.</summary>
    public RowCondition? InsertOnly { get; init; }

    /// <summary>Columns that may be changed, <c>*</c> for all; empty: none.</summary>
    public string Update { get; init; } = "";

    /// <summary>A further condition on rows that may be changed.</summary>
    public RowCondition? UpdateOnly { get; init; }

    /// <summary>Whether rows may be removed.</summary>
    public bool Delete { get; init; }

    /// <summary>A further condition on rows that may be removed.</summary>
    public RowCondition? DeleteOnly { get; init; }

    /// <summary>Scopes of background work that see rows of every retailer (of the named one on the customers' side and in crossings).</summary>
    public IReadOnlyList<SystemScope> Systems { get; init; } = [];

    /// <summary>Why the table belongs to no retailer.</summary>
    public string? Reason { get; init; }

    public string Name => Table[(Table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    public string Schema => Table[..Table.IndexOf('.', StringComparison.Ordinal)];
}
