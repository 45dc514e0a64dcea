using IntegrationHub.Exchange.Partners;
using IntegrationHub.Lanes.Sending;

namespace IntegrationHub.Acceptance.Tests.Steps;

/// <summary>What one scenario talks about: its document, and what became of handing it over. Identifications are new for every scenario.</summary>
public sealed class CurrentDocument
{
    private static int _last;

    public string MRid { get; } = $"ACC-{Interlocked.Increment(ref _last)}";

    internal byte[] Bytes { get; set; } = [];

    internal SendResult? Handed { get; set; }

    internal PartnerAnswer? Answer { get; set; }

    internal PartnerAnswer? FirstAnswer { get; set; }
}
