using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Lanes.Notifications;

/// <summary>A registered document as the business side sees it.</summary>
/// <param name="Exchange">Its exchange.</param>
/// <param name="Document">The document, read anew from the archived bytes.</param>
/// <param name="Bytes">The document element, UTF-8, for what only its own type knows.</param>
public sealed record ReceivedDocument(ExchangeSummary Exchange, MarketDocument Document, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads received documents back from the archive.</summary>
public interface IReceivedDocuments
{
    /// <returns>The document, or <c>null</c> when the exchange holds none that can be read (binary payloads).</returns>
    Task<ReceivedDocument?> LoadAsync(RetailerId retailer, Guid exchangeId, CancellationToken cancellationToken);
}
