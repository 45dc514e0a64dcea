using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Who signs in.</summary>
internal sealed record PortalOptions
{
    [Setting("Authorities whose client certificates may be persons' (files or folders); empty takes `pki.trust`.")]
    public IReadOnlyList<string> ClientAuthorities { get; init; } = [];
}
