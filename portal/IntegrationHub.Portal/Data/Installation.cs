namespace IntegrationHub.Portal.Data;

/// <summary>A node of the installation as it last told of itself.</summary>
/// <param name="State"><see cref="Ok"/>, <see cref="Silent"/> or <see cref="Stopped"/>.</param>
/// <param name="IsThis">It is the node that answers.</param>
/// <param name="Processor">Percent of all its processors; null where its system does not tell.</param>
/// <param name="MemoryUsed">Octets that are not to be had any more.</param>
/// <param name="DiskFree">Octets on the disk of its data folder.</param>
/// <param name="NetworkIn">Octets per second.</param>
/// <param name="NetworkOut">Octets per second.</param>
public sealed record InstalledNode(
    string Name, string State, bool IsThis, string Version, DateTimeOffset StartedAt, DateTimeOffset SeenAt, DateTimeOffset? StoppedAt, int Processors, decimal? Processor, long? MemoryUsed, long? MemoryTotal,
    long DiskFree, long DiskTotal, long? NetworkIn, long? NetworkOut)
{
    public const string Ok = "ok";

    /// <summary>It did not end as it was told to, and another node that watched heard nothing of it for two minutes.</summary>
    public const string Silent = "silent";

    /// <summary>It ended as it was told to.</summary>
    public const string Stopped = "stopped";
}

/// <summary>What waits in one queue.</summary>
/// <param name="Name"><c>outbox</c>, <c>mailbox</c>, <c>notices</c>, <c>crossings</c>, <c>process-jobs</c>, <c>timers</c> or <c>incidents</c>.</param>
/// <param name="Party">Whose lane or mailbox it is; null of queues that are nobody's.</param>
/// <param name="Oldest">Since when the first of them waits; null where none does.</param>
/// <param name="LateAfterSeconds">What waits longer is late.</param>
/// <param name="Late">The oldest is.</param>
public sealed record QueueState(string Name, string? Party, long Count, DateTimeOffset? Oldest, long LateAfterSeconds, bool Late);

/// <summary>Something that the node that answers does by itself.</summary>
/// <param name="Name">Stable, such as <c>ExpiryLane</c>.</param>
/// <param name="State"><c>ok</c>, <c>failing</c> (its last round failed and is tried again), <c>hanging</c> (its round has been going on for more than fifteen minutes), <c>ended</c> (by an error, and the hub with it) or <c>idle</c> (nothing to do as it is configured).</param>
/// <param name="LastRun">When its last round began; null before the first, and of what goes on without rounds.</param>
/// <param name="Milliseconds">How long that took.</param>
/// <param name="NextRun">When the next one is due.</param>
/// <param name="InRounds">False of what goes on all the time.</param>
/// <param name="LastError">Why a round failed last, since the node started; of a fault that nobody foresaw its kind alone, the log has the rest.</param>
public sealed record JobState(string Name, string State, DateTimeOffset? LastRun, decimal? Milliseconds, DateTimeOffset? NextRun, string? LastError, DateTimeOffset? LastErrorAt, bool InRounds);
