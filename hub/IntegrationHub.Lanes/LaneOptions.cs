using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Sending.Lanes;

namespace IntegrationHub.Lanes;

/// <summary>How lanes work. One instance per node; read at start.</summary>
public sealed record LaneOptions
{
    public RetailerId Retailer { get; init; } = RetailerId.Default;

    /// <summary>Name of this node in claims; unique among the nodes of one store.</summary>
    public required string Node { get; init; }

    /// <summary>How long a node may work on one exchange before another may take it; longer than <see cref="RequestTimeout"/>.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Longest time for one request to a partner, its answer included. 1 s to 10 min.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A lane looks at the store at least this often, also when nobody woke it (another process may have queued).</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a lane that is told to stop waits for the steps it has under way.</summary>
    public TimeSpan DrainWithin { get; init; } = TimeSpan.FromSeconds(20);

    public LanePolicy Lane { get; init; } = LanePolicy.Default;

    public BreakerPolicy Breaker { get; init; } = BreakerPolicy.Default;

    public OutboundPolicy Outbound { get; init; } = new();
}
