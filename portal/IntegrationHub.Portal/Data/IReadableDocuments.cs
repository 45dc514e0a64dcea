using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Portal.Data;

/// <summary>Port: documents of exchanges read back from the archived bytes, by the reader that they came in or went out by.</summary>
public interface IReadableDocuments
{
    /// <summary>The document; null where its bytes are gone, or are none that the hub can read.</summary>
    /// <exception cref="InvalidDataException">The archived bytes are not what was put in.</exception>
    Task<MarketDocument?> ReadAsync(ExchangeDetail detail, CancellationToken cancellationToken);
}
