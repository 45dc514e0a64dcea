using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>How many requests pages answer.</summary>
internal sealed record RequestLimitOptions
{
    [Setting("Requests a minute from one address (of IPv6 one /64) without a session that is good.", Min = "10", Max = "100000")]
    public int AnonymousPerMinute { get; init; } = 240;

    [Setting("Requests a minute of one session.", Min = "30", Max = "100000")]
    public int SessionPerMinute { get; init; } = 600;

    [Setting("Of these, requests that cost much, of one session or of one address without one: signing in, files to download, drawings, imports, evidence, verifications.", Min = "5", Max = "100000")]
    public int CostlyPerMinute { get; init; } = 60;

    [Setting("Whether requests from the machine itself are counted, too. Production always counts them.")]
    public bool CountLoopback { get; init; }
}
