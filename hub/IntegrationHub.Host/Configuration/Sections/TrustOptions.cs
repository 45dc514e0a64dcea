using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>The services that make evidence last: timestamps, and revocation data of the authorities in <see cref="PkiOptions.Trust"/>.</summary>
internal sealed record TrustOptions
{
    [Setting("Timestamps (RFC 3161) for signatures, checkpoints and evidence bundles. Without an authority nothing is timestamped.")]
    public TimestampOptions Timestamps { get; init; } = new();

    [Setting("Whether certificates of partners, of ours and of timestamp services were revoked. Data is fetched from the addresses here alone, in the background; addresses inside certificates are never followed.")]
    public RevocationOptions Revocation { get; init; } = new();
}
