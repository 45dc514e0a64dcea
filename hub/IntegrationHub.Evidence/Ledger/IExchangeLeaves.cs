namespace IntegrationHub.Evidence.Ledger;

/// <summary>Port: the ledger's entries about one exchange, and single ones, for evidence.</summary>
public interface IExchangeLeaves
{
    /// <summary>The exchange's events in the order of their places, and how many have none yet.</summary>
    /// <param name="retailer">The retailer's number.</param>
    ValueTask<(IReadOnlyList<SequencedLeaf> Leaves, int Waiting)> ReadAsync(string retailer, Guid exchange, CancellationToken cancellationToken);

    /// <summary>One event of the retailer, whether it belongs to an exchange or not; null where there is none or it has no place yet.</summary>
    /// <param name="retailer">The retailer's number.</param>
    ValueTask<SequencedLeaf?> FindAsync(string retailer, Guid eventId, CancellationToken cancellationToken);
}
