using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Form of log lines.</summary>
internal enum LogFormat
{
    /// <summary>For people on a terminal, JSON elsewhere.</summary>
    Auto,

    /// <summary>One line of text per entry.</summary>
    Text,

    /// <summary>One JSON object per line.</summary>
    Json,
}

/// <summary>From which severity on entries are written.</summary>
internal enum LogThreshold
{
    Debug,
    Information,
    Warning,
    Error,
}

/// <summary>How the exporter talks.</summary>
internal enum OtlpProtocol
{
    Grpc,
    Http,
}

/// <summary>Logs, traces, metrics and health.</summary>
internal sealed record ObservabilityOptions
{
    [Setting("From which severity on log entries are written.")]
    public LogThreshold LogLevel { get; init; } = LogThreshold.Information;

    [Setting("Form of log lines; `auto` is text on a terminal and JSON elsewhere.")]
    public LogFormat LogFormat { get; init; }

    [Setting("Address of an OpenTelemetry collector for traces and metrics; empty sends nothing.")]
    public Uri? OtlpEndpoint { get; init; }

    [Setting("Protocol of the collector.")]
    public OtlpProtocol OtlpProtocol { get; init; }

    [Setting("Share of traces that are kept, in percent.", Min = "0", Max = "100")]
    public int TracePercent { get; init; } = 100;

    [Setting("Where `/health/live` and `/health/ready` answer, without TLS; port 0 takes a free one.")]
    public IPEndPointText HealthAddress { get; init; } = IPEndPointText.TryParse("127.0.0.1:8440")!;
}
