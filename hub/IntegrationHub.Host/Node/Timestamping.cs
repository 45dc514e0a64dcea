using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Notary.Checkpoints;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Host.Node;

/// <summary>What fetches timestamps for a data folder.</summary>
internal static class Timestamping
{
    /// <summary>Null where no authority is configured: then nothing is timestamped, and the newest checkpoint waits until one is.</summary>
    /// <param name="node">This process, for its claims.</param>
    public static TimestampCollector? Collector(
        DataFolder folder, TimestampOptions options, NodeTrust trust, ITimestampStore store, string node, TimeProvider time) => trust.Timestamps is { } client
        ? new TimestampCollector(store, client, new CheckpointFolder(folder.Checkpoints), Ageing(options), node, time)
        : null;

    /// <summary>The same for a command, which claims for itself.</summary>
    public static TimestampCollector? ForCommand(DataFolder folder, TimestampOptions options, NodeTrust trust, ITimestampStore store, TimeProvider time) =>
        Collector(folder, options, trust, store, $"command-{Environment.ProcessId}-{Guid.NewGuid():N}", time);

    /// <summary>What renews timestamps inside files; null where no authority is configured.</summary>
    public static FileRenewal? OfFiles(TimestampOptions options, NodeTrust trust, TimeProvider time) => trust.Timestamps is { } client
        ? new FileRenewal(client, trust.Revocation, Ageing(options), time)
        : null;

    private static AgeingPolicy Ageing(TimestampOptions options) => AgeingPolicy.Default with
    {
        Lead = options.RenewBefore,
        Ends = options.Sha256Until is { } day
            ? new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { [AgeingPolicy.Sha256] = new(day, TimeOnly.MinValue, TimeSpan.Zero) }
            : AgeingPolicy.Default.Ends,
    };
}
