namespace IntegrationHub.Exchange.Crossing;

/// <summary>Port of the company's side: hands in for customers, and reads what they asked.</summary>
public interface ICompanyCrossings
{
    /// <summary>Hands in what the stream <see cref="CrossingStream.Publications"/> carries, with its ledger entry. The same id again changes nothing.</summary>
    /// <returns>Why it is refused; empty when it was handed in.</returns>
    ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken);

    /// <summary>Requests of the retailer's customers behind <paramref name="after"/>, in the order in which they crossed.</summary>
    ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken);
}

/// <summary>Port of the customers' side: every method takes the customer it is for.</summary>
public interface ICustomerCrossings
{
    /// <summary>Hands in a request in the name of <paramref name="customer"/>. The same id again changes nothing.</summary>
    /// <returns>Why it is refused; empty when it was handed in.</returns>
    ValueTask<IReadOnlyList<Rejection>> RequestAsync(RetailerId retailer, Guid customer, CrossingItem item, CancellationToken cancellationToken);

    /// <summary>What was published for all customers or for this one, behind <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<CrossingEntry>> ReadPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken);

    /// <summary>Only what was published for this customer, and nothing of what is for all.</summary>
    ValueTask<IReadOnlyList<CrossingEntry>> ReadOwnPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken);
}
