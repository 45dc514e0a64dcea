namespace IntegrationHub.Evidence.Ledger;

/// <summary>Port: the ledger's entries about one exchange, for its evidence.</summary>
public interface IExchangeLeaves
{
    /// <summary>The exchange's events in the order of their places, and how many have none yet.</summary>
    /// <param name="retailer">The retailer's number.</param>
    ValueTask<(IReadOnlyList<SequencedLeaf> Leaves, int Waiting)> ReadAsync(string retailer, Guid exchange, CancellationToken cancellationToken);
}
