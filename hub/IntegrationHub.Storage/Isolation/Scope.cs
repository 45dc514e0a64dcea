using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Storage.Isolation;

/// <summary>
/// Whom a transaction works for. It is set in the transaction, together with its first statement, and the database gives and takes only rows
/// that belong to it. The default value is nobody: no row is seen, none can be written.
/// </summary>
internal readonly record struct Scope
{
    public RetailerId? Retailer { get; private init; }

    /// <summary>Narrows what belongs to parties; mailboxes are not seen without it.</summary>
    public PartyId? Party { get; private init; }

    /// <summary>On the customers' side: whose data.</summary>
    public Guid? Customer { get; private init; }

    public SystemScope? System { get; private init; }

    /// <summary>The retailer's own staff and processes.</summary>
    public static Scope Of(RetailerId retailer) => new() { Retailer = retailer };

    /// <summary>One party of a retailer.</summary>
    public static Scope Of(RetailerId retailer, PartyId party) => new() { Retailer = retailer, Party = party };

    /// <summary>One customer of a retailer.</summary>
    public static Scope OfCustomer(RetailerId retailer, Guid customer) => new() { Retailer = retailer, Customer = customer };

    /// <summary>Background work over all retailers.</summary>
    public static Scope Of(SystemScope system) => new() { System = system };

    /// <summary>Background work within a retailer.</summary>
    public static Scope Of(SystemScope system, RetailerId retailer) => new() { System = system, Retailer = retailer };
}
