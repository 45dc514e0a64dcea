namespace IntegrationHub.Exchange.Sending.Lanes;

/// <summary>How much of one party's lane is under way at once.</summary>
/// <param name="MaxInFlight">Requests to one party at a time; at least 1.</param>
/// <param name="ReservedForUrgent">Of these, how many only acknowledgements and bids may use: slow bulk data never fills the lane.</param>
public sealed record LanePolicy(int MaxInFlight, int ReservedForUrgent)
{
    public static LanePolicy Default { get; } = new(4, 1);

    /// <summary>Whether a document of <paramref name="priority"/> may start while <paramref name="inFlight"/> are under way.</summary>
    public bool Admits(LanePriority priority, int inFlight) =>
        inFlight < (priority <= LanePriority.Bid ? MaxInFlight : Math.Max(1, MaxInFlight - ReservedForUrgent));

    /// <summary>How many may be claimed, knowing nothing of their priority yet.</summary>
    public int Free(int inFlight) => Math.Max(0, MaxInFlight - inFlight);

    /// <summary>
    /// Of exchanges that are due, those that start now: by priority, then the earlier gate closure, then age; and of one mRID only
    /// the lowest revision, so that a correction never overtakes what it corrects.
    /// </summary>
    public IReadOnlyList<OutboundExchange> Pick(IReadOnlyList<OutboundExchange> due, int inFlight)
    {
        var picked = new List<OutboundExchange>();
        var lowest = due
            .GroupBy(exchange => (exchange.Document.SenderCode, exchange.Document.MRid))
            .ToDictionary(revisions => revisions.Key, revisions => revisions.Min(exchange => exchange.Document.Revision));
        foreach (var exchange in InOrder(due))
        {
            var first = exchange.Document.Revision == lowest[(exchange.Document.SenderCode, exchange.Document.MRid)];
            if (first && Admits(exchange.Priority, inFlight + picked.Count))
            {
                picked.Add(exchange);
            }
        }

        return picked;
    }

    private static IEnumerable<OutboundExchange> InOrder(IReadOnlyList<OutboundExchange> due) => due
        .OrderBy(exchange => exchange.Priority)
        .ThenBy(exchange => exchange.GateClosure ?? DateTimeOffset.MaxValue)
        .ThenBy(exchange => exchange.CreatedAt);
}
