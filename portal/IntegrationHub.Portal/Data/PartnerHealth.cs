using IntegrationHub.Exchange.Reception;
using IntegrationHub.Identity.People;

namespace IntegrationHub.Portal.Data;

/// <summary>How something went within some time.</summary>
/// <param name="Count">Requests to an address, or documents that came.</param>
/// <param name="Failed">Those that did not go well.</param>
/// <param name="MeanMilliseconds">From the request to its outcome, or from the first octet to the commit; null where there was none.</param>
/// <param name="P95Milliseconds">What 95 of 100 did not exceed, rounded up by an eighth at most; null where there was none, and of what came.</param>
public sealed record HealthFigures(long Count, long Failed, decimal? MeanMilliseconds, decimal? P95Milliseconds)
{
    /// <summary>Percent that went well; null where there was nothing.</summary>
    public decimal? Success => Count == 0 ? null : Math.Round(100m * (Count - Failed) / Count, 1);
}

/// <summary>One address that documents are sent to, as the node that answers knows it.</summary>
/// <param name="Breaker"><c>closed</c> (documents go there), <c>resting</c> (none does until <paramref name="RestsUntil"/>) or <c>trial</c> (one does, to see).</param>
/// <param name="Hour">The last hour.</param>
/// <param name="Day">The last 24 hours, or since the node started.</param>
/// <param name="LastError">Of the last attempt that failed; empty for who may not read bids, for any document may have been on its way.</param>
public sealed record EndpointView(
    string Name, string Address, string Breaker, DateTimeOffset? RestsUntil, HealthFigures Hour, HealthFigures Day, DateTimeOffset? LastAnsweredAt, string? LastError, DateTimeOffset? LastErrorAt);

/// <summary>One way by which documents come from the partner.</summary>
/// <param name="Way">How documents came.</param>
/// <param name="Hour">The last hour, from the exchanges that are kept.</param>
/// <param name="Day">The last 24 hours; of more than 10,000 the newest.</param>
/// <param name="LastRefusedAt">When the last of the day was refused.</param>
public sealed record ReceptionView(Channel Way, HealthFigures Hour, HealthFigures Day, DateTimeOffset? LastRefusedAt);

/// <summary>Sending to a partner and receiving from it, apart.</summary>
public sealed record PartnerHealth(IReadOnlyList<EndpointView> Sending, IReadOnlyList<ReceptionView> Receiving)
{
    /// <summary>The same as somebody may see it: that an attempt failed and when, and its words to who may read bids.</summary>
    public PartnerHealth For(IReadOnlySet<Permission> granted) => granted.Contains(Permission.ReadBids)
        ? this
        : this with { Sending = [.. Sending.Select(static endpoint => endpoint with { LastError = endpoint.LastError is null ? null : "" })] };
}
