using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>One partner, sending and receiving apart: either can be lost while the other works.</summary>
internal sealed record PartnerState(string Name, string Connection, bool Enabled, SendState Send, ReceiveState Receive)
{
    /// <summary>As the store knows it: what was tried and what came of it, not what a running hub thinks of an endpoint just now.</summary>
    public static PartnerState Of(Party party, PartyTraffic? traffic, PullCursor? cursor) => new(
        party.Name, Words.Of(party.Connection), party.Enabled, SendState.Of(traffic), ReceiveState.Of(party, traffic, cursor));
}

/// <param name="State"><c>idle</c> (nothing sent yet), <c>ok</c>, <c>waiting</c> (queued, not tried), <c>failing</c> (tried, and not through).</param>
/// <param name="Open">Not settled: waiting, on the way, or delivered and not acknowledged.</param>
/// <param name="LastThrough">When something last arrived or was acknowledged.</param>
internal sealed record SendState(string State, long Open, long Retrying, long Quarantined, DateTimeOffset? OldestWaiting, DateTimeOffset? LastThrough)
{
    public static SendState Of(PartyTraffic? traffic) => traffic is null
        ? new("idle", 0, 0, 0, null, null)
        : new(
            traffic switch
            {
                { Retrying: > 0 } => "failing",
                { OldestWaiting: not null } => "waiting",
                { LastThrough: not null } => "ok",
                _ => "idle",
            },
            traffic.Open,
            traffic.Retrying,
            traffic.Quarantined,
            traffic.OldestWaiting,
            traffic.LastThrough);
}

/// <param name="State"><c>idle</c> (nothing came yet), <c>ok</c>, or <c>failing</c> (the last polls of its list failed).</param>
/// <param name="FailedPolls">Polls that failed in a row.</param>
internal sealed record ReceiveState(string State, DateTimeOffset? LastReceived, int FailedPolls, DateTimeOffset? NextPoll)
{
    public static ReceiveState Of(Party party, PartyTraffic? traffic, PullCursor? cursor)
    {
        var polled = party is { Connection: PartyConnection.Service, PullEverySeconds: > 0 } ? cursor : null;
        var state = polled is { Failures: > 0 } ? "failing" : polled is not null || traffic?.LastReceived is not null ? "ok" : "idle";
        return new(state, traffic?.LastReceived, polled?.Failures ?? 0, polled?.NextPollAt);
    }
}
