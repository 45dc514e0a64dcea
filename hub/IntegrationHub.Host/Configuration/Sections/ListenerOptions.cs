using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>One address at which partners reach the hub over mutual TLS.</summary>
internal sealed record ListenerOptions
{
    [Setting("Name of the channel for people, health and metrics; unique.", Required = true)]
    public string Name { get; init; } = "";

    [Setting("IP address and port to listen at.", Required = true)]
    public IPEndPointText? Address { get; init; }

    [Setting("The address partners use from outside, as the WSDL names it; by default made from `address`.")]
    public Uri? PublicAddress { get; init; }
}
