using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>What was published for the customers' side, each id once, in order; nobody asks for anything.</summary>
internal sealed class PublishedItems : ICompanyCrossings
{
    public List<CrossingItem> Items { get; } = [];

    public ValueTask<IReadOnlyList<Rejection>> PublishAsync(RetailerId retailer, CrossingItem item, string actor, CancellationToken cancellationToken)
    {
        if (Items.TrueForAll(known => known.Id != item.Id))
            Items.Add(item);

        return ValueTask.FromResult<IReadOnlyList<Rejection>>([]);
    }

    public ValueTask<IReadOnlyList<CrossingEntry>> ReadRequestsAsync(RetailerId retailer, long after, int max, CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<CrossingEntry>>([]);
}
