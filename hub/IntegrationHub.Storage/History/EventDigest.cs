using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Storage.History;

/// <summary>The ledger leaf of an event: <see cref="LeafDigest"/> over a salt and the record of the event's fields.</summary>
internal static class EventDigest
{
    /// <summary>Bytes of salt; they keep a published digest of guessable content from being tried out.</summary>
    public const int SaltBytes = LeafDigest.SaltLength;

    /// <param name="salt">16 random bytes, kept beside the digest.</param>
    public static byte[] Of(ReadOnlySpan<byte> salt, RetailerId retailer, ExchangeEvent item) =>
        LeafDigest.Of(salt, new LedgerEvent(retailer.ToString(), item.Id, item.At, item.Kind, item.ExchangeId, item.PartyId, item.Actor, item.Data).ToRecord());
}
