using IntegrationHub.Exchange.Search;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Portal.Data;

/// <summary>Port: documents of exchanges read back from the archived bytes, by the reader that they came in or went out by.</summary>
public interface IReadableDocuments
{
    /// <summary>The document; null where its bytes are gone, or are none that the hub can read.</summary>
    /// <exception cref="InvalidDataException">The archived bytes are not what was put in.</exception>
    Task<MarketDocument?> ReadAsync(ExchangeDetail detail, CancellationToken cancellationToken);

    /// <summary>The document's own text, which lines of errors count in: out of its envelope and decompressed, or what was handed in; null where its bytes are gone.</summary>
    /// <exception cref="InvalidDataException">The archived bytes are not what was put in.</exception>
    Task<ReadOnlyMemory<byte>?> TextAsync(ExchangeDetail detail, CancellationToken cancellationToken);
}
