using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Archive;
using IntegrationHub.Storage.Search;

namespace IntegrationHub.Storage;

/// <summary>In which form the store keeps what is not to be read beside the hub: archived bytes and what leads to persons. Thread-safe.</summary>
internal sealed class StoredForms(IContentProtection contents, ISearchProtection search)
{
    public ContentCodec Contents { get; } = new(contents);

    public IReadOnlyList<SearchKey> KeysOf(InboundExchange exchange) =>
        SearchKeys.Of(exchange.Retailer, exchange.Id, exchange.Series, exchange.Rejections, search);

    public IReadOnlyList<SearchKey> KeysOf(OutboundExchange exchange) =>
        SearchKeys.Of(exchange.Retailer, exchange.Id, exchange.Series, exchange.Rejections, search);
}
