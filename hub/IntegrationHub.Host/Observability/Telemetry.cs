using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace IntegrationHub.Host.Observability;

/// <summary>
/// The names under which the hub's traces and metrics appear, in one place. Every part of the product takes a name that begins with
/// <see cref="Root"/>, so the exporter finds it without being told.
/// </summary>
internal static class Telemetry
{
    /// <summary>Prefix of every source and meter of the product.</summary>
    public const string Root = "IntegrationHub";

    /// <summary>Tag: short name of the party.</summary>
    public const string Party = "ihub.party";

    /// <summary>Tag: id of the exchange; on spans only, for metrics it would be one series per document.</summary>
    public const string Exchange = "ihub.exchange";

    /// <summary>Tag: name of the profile, or <see cref="Unknown"/>.</summary>
    public const string Profile = "ihub.profile";

    /// <summary>Tag: the way the document came.</summary>
    public const string Channel = "ihub.channel";

    /// <summary>Tag: how it ended.</summary>
    public const string Outcome = "ihub.outcome";

    /// <summary>Value where no profile was recognised.</summary>
    public const string Unknown = "unknown";

    /// <summary>Spans from the wire to the commit. Lanes and polls have a source and meter of their own, <c>IntegrationHub.Lanes</c>.</summary>
    public const string ExchangeSource = "IntegrationHub.Exchange";

    /// <summary>Counters and histograms of exchanges, lanes and pulling.</summary>
    public const string ExchangeMeter = "IntegrationHub.Exchange";

    /// <summary>Sources of others that belong in the same trace.</summary>
    public static readonly IReadOnlyList<string> ForeignSources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    /// <summary>Meters of others that an operator of the hub wants.</summary>
    public static readonly IReadOnlyList<string> ForeignMeters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
    ];

    /// <summary>Spans of exchanges.</summary>
    public static ActivitySource Exchanges { get; } = new(ExchangeSource);

    /// <summary>Metrics of exchanges.</summary>
    public static Meter ExchangeMetrics { get; } = new(ExchangeMeter);
}
