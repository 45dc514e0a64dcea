namespace IntegrationHub.Exchange.Reception;

/// <summary>A received, registered document that the business side has not handled yet (one outbox row).</summary>
/// <param name="Id">Grows in order of insertion.</param>
/// <param name="ExchangeId">The inbound exchange.</param>
/// <param name="Attempts">How often handling failed.</param>
/// <param name="RootElement">Name of the document's root; null where it is none that can be read.</param>
/// <param name="State">What became of it.</param>
public sealed record DocumentNotification(long Id, Guid ExchangeId, int Attempts, string? RootElement, InboundState State)
{
    /// <summary>True where the partner was told that it is accepted, in part at least.</summary>
    public bool IsAccepted => State is InboundState.Accepted or InboundState.PartlyAccepted;
}

/// <summary>Port: the outbox that tells the business side of received documents, at least once, in order per claim.</summary>
public interface IDocumentNotifications
{
    /// <summary>Claims up to <paramref name="max"/> rows that are due, for <paramref name="lease"/>.</summary>
    ValueTask<IReadOnlyList<DocumentNotification>> ClaimAsync(
        RetailerId retailer, string node, DateTimeOffset now, TimeSpan lease, int max, CancellationToken cancellationToken);

    /// <summary>Handled: the rows go.</summary>
    ValueTask DoneAsync(RetailerId retailer, IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Failed: due again at <paramref name="dueAt"/>.</summary>
    ValueTask RetryAsync(RetailerId retailer, long id, DateTimeOffset dueAt, string error, CancellationToken cancellationToken);
}
