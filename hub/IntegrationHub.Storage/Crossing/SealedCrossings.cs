using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Storage.Crossing;

/// <summary>The two ends of what crosses.</summary>
/// <param name="Company">Seals publications and opens requests.</param>
/// <param name="Customers">Opens publications and seals requests; asked for by a process that serves customers alone.</param>
public sealed record CrossingEnds(ICrossingSeal Company, ICrossingSeal Customers);

/// <summary>The company's port over rows that nobody reads on their way. Thread-safe.</summary>
internal sealed class SealedCompanyCrossings(ICompanyCrossings inner, ICrossingSeal seal) : ICompanyCrossings
{
    public async ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken)
    {
        var refused = CrossingRules.Check(CrossingStream.Publications, item);
        if (refused.Count > 0)
            return refused;

        return CrossingSealing.TrySeal(seal, retailer, CrossingStream.Publications, item, out var handed) is { } rejection
            ? [rejection]
            : await inner.PublishAsync(retailer, handed, actor, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken) =>
        CrossingSealing.Opened(seal, retailer, CrossingStream.Requests, await inner.ReadRequestsAsync(retailer, after, max, cancellationToken));
}

/// <summary>The same for the customers' side. Thread-safe.</summary>
internal sealed class SealedCustomerCrossings(ICustomerCrossings inner, ICrossingSeal seal) : ICustomerCrossings
{
    public async ValueTask<IReadOnlyList<Rejection>> RequestAsync(RetailerId retailer, Guid customer, CrossingItem item, CancellationToken cancellationToken)
    {
        var request = item with { Subject = customer };
        var refused = CrossingRules.Check(CrossingStream.Requests, request);
        if (refused.Count > 0)
            return refused;

        return CrossingSealing.TrySeal(seal, retailer, CrossingStream.Requests, request, out var handed) is { } rejection
            ? [rejection]
            : await inner.RequestAsync(retailer, customer, handed, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        CrossingSealing.Opened(seal, retailer, CrossingStream.Publications, await inner.ReadPublicationsAsync(retailer, customer, after, max, cancellationToken));

    public async ValueTask<IReadOnlyList<CrossingEntry>> ReadOwnPublicationsAsync(RetailerId retailer, Guid customer, long after, int max, CancellationToken cancellationToken) =>
        CrossingSealing.Opened(seal, retailer, CrossingStream.Publications, await inner.ReadOwnPublicationsAsync(retailer, customer, after, max, cancellationToken));
}

/// <summary>Items as the rows have them.</summary>
internal static class CrossingSealing
{
    /// <summary>Version of what does not open: there is none such, so it is passed over like everything that is not understood, and the stream goes on behind it.</summary>
    private const int Unreadable = 0;

    public static CrossingBinding At(RetailerId retailer, string stream, CrossingItem item) => new(retailer.Value, stream, item.Id, item.Subject, item.Kind, item.Version);

    public static Rejection? TrySeal(ICrossingSeal seal, RetailerId retailer, CrossingStream stream, CrossingItem item, out CrossingItem handed)
    {
        try
        {
            handed = item with { Payload = seal.Seal(At(retailer, stream.Name, item), item.Payload) };
            return null;
        }
        catch (KeyEncryptionException missing)
        {
            handed = item;
            return new("CROSSING_KEYS", null, missing.Detail, "keys", missing.Remedy);
        }
    }

    public static IReadOnlyList<CrossingEntry> Opened(ICrossingSeal seal, RetailerId retailer, CrossingStream stream, IReadOnlyList<CrossingEntry> entries)
    {
        if (entries.Count == 0)
            return entries;

        var opened = new CrossingEntry[entries.Count];
        for (var i = 0; i < opened.Length; i++)
        {
            var item = entries[i].Item;
            opened[i] = entries[i] with
            {
                Item = seal.Open(At(retailer, stream.Name, item), item.Payload) is { } payload ? item with { Payload = payload } : item with { Payload = "{}", Version = Unreadable },
            };
        }

        return opened;
    }
}
