namespace IntegrationHub.Exchange.Crossing;

/// <summary>Which way a stream runs.</summary>
public enum CrossingDirection
{
    CompanyToCustomers,
    CustomersToCompany,
}

/// <summary>
/// A named way between the company's side and the customers' side. The two share no table: what crosses does so in a stream, in the order of the
/// stream, and every batch of it is an entry of the ledger.
/// </summary>
/// <param name="Name">Stable: it stands in rows and events.</param>
/// <param name="Direction">Which side hands in.</param>
public sealed record CrossingStream(string Name, CrossingDirection Direction)
{
    /// <summary>Announcements and market information for customers, for all of a retailer's or for one.</summary>
    public static CrossingStream Publications { get; } = new("publications", CrossingDirection.CompanyToCustomers);

    /// <summary>What customers ask of the company.</summary>
    public static CrossingStream Requests { get; } = new("requests", CrossingDirection.CustomersToCompany);

    /// <summary>All of them; the service serves these and no others.</summary>
    public static IReadOnlyList<CrossingStream> All { get; } = [Publications, Requests];

    public override string ToString() => Name;
}
