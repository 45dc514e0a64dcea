using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>The retailer's own business.</summary>
internal sealed record RetailOptions
{
    [Setting("TrueType font with Chinese characters that contracts are drawn with; empty is the one of the Debian package fonts-arphic-gbsn00lp.")]
    public string Font { get; init; } = "";
}
