using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>How documents leave. The same for every partner's lane.</summary>
internal sealed record LaneOptions
{
    [Setting("Documents of one partner under way at the same time.", Min = "1", Max = "64")]
    public int Concurrency { get; init; } = 4;

    [Setting("Longest wait for a partner's answer before it counts as lost.", Min = "1s", Max = "10m")]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("Wait before the first retry of a document or of a list; each further one waits twice as long.", Min = "100ms", Max = "1h")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(2);

    [Setting("Longest wait between retries.", Min = "1s", Max = "1d")]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(5);

    [Setting("Wait for a business acknowledgement before the hub asks for the state of the document.", Min = "1s", Max = "7d")]
    public TimeSpan AcknowledgementTimeout { get; init; } = TimeSpan.FromMinutes(10);

    [Setting("Failures in a row that open the circuit breaker of an endpoint.", Min = "1", Max = "1000")]
    public int BreakerFailures { get; init; } = 5;

    [Setting("How long an endpoint rests when its breaker is open.", Min = "100ms", Max = "1h")]
    public TimeSpan BreakerRest { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("How long a node may keep a document it has claimed; after that another one takes it.", Min = "5s", Max = "1h")]
    public TimeSpan ClaimLease { get; init; } = TimeSpan.FromMinutes(2);
}
