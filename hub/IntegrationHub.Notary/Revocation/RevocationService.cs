using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Notary.Revocation;

/// <summary>Where revocation data of one authority is published, by configuration.</summary>
/// <param name="Issuer">The authority.</param>
/// <param name="Ocsp">OCSP responder, or null.</param>
/// <param name="List">CRL, or null.</param>
public sealed record RevocationService(X509Certificate2 Issuer, Uri? Ocsp, Uri? List)
{
    /// <summary>True when this very certificate is the authority's.</summary>
    public bool Is(X509Certificate2 issuer) => ReferenceEquals(Issuer, issuer) || Issuer.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span);

    /// <summary>True when a certificate states the authority as its issuer; whether it is remains to be seen.</summary>
    public bool IsNamedBy(X509Certificate2 certificate) => certificate.IssuerName.RawData.AsSpan().SequenceEqual(Issuer.SubjectName.RawData);
}

/// <summary>How one address does, for people.</summary>
/// <param name="Issuer">Subject of the authority.</param>
/// <param name="Kind"><c>ocsp</c> or <c>crl</c>.</param>
/// <param name="Certificates">Of how many certificates it is asked; 0 for a CRL, which speaks for all.</param>
/// <param name="FetchedAt">Of the newest data.</param>
/// <param name="FreshUntil">Next update of the data that ends first; null when there is none yet.</param>
/// <param name="FailingSince">First of the failures in a row; null when the last fetch went well.</param>
/// <param name="Problem">The last failure in words; null when the last fetch went well.</param>
public sealed record RevocationSourceState(
    string Issuer, string Kind, Uri Address, int Certificates, DateTimeOffset? FetchedAt, DateTimeOffset? FreshUntil, DateTimeOffset? FailingSince, string? Problem);
