using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Host.Configuration;
using IntegrationHub.Host.Data;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Host.Node;

/// <summary>What fetches timestamps for a data folder.</summary>
internal static class Timestamping
{
    /// <summary>Names of the configured authorities, in order.</summary>
    public static IReadOnlyList<string> Authorities(HubOptions options) => [];

    /// <summary>Null where no authority is configured: then nothing is timestamped, and what would be waits.</summary>
    public static TimestampCollector? Collector(DataFolder folder, HubOptions options, ITimestampStore store, string node, TimeProvider time) => null;
}
