using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Revocation;

/// <summary>
/// CRLs and OCSP responses that are at hand, judged under a policy. Each is only believed when the issuer of the certificate in question
/// vouches for it; a revocation counts from the moment it takes effect, so signatures made before stay valid where their time is proven.
/// </summary>
/// <remarks>Immutable, thread-safe. Add returns a new value.</remarks>
public sealed class RevocationData : IRevocationSource
{
    private readonly ImmutableArray<CertificateList> lists;
    private readonly ImmutableArray<OcspResponse> responses;
    private readonly RevocationPolicy policy;

    private RevocationData(RevocationPolicy policy, ImmutableArray<CertificateList> lists, ImmutableArray<OcspResponse> responses)
    {
        this.policy = policy;
        this.lists = lists;
        this.responses = responses;
    }

    public static RevocationData Empty(RevocationPolicy policy) => new(policy, [], []);

    /// <summary>How many lists and responses there are.</summary>
    public int Count => lists.Length + responses.Length;

    /// <summary>The octets of everything at hand, for a bundle.</summary>
    public IReadOnlyList<byte[]> Lists => [.. lists.Select(l => l.Encoded)];

    /// <summary>The octets of everything at hand, for a bundle.</summary>
    public IReadOnlyList<byte[]> Responses => [.. responses.Select(r => r.Encoded)];

    public RevocationData Add(CertificateList list) => new(policy, lists.Add(list), responses);

    public RevocationData Add(OcspResponse response) => new(policy, lists, responses.Add(response));

    /// <summary>Adds a CRL or an OCSP response, whichever it is; the same value when it is neither.</summary>
    public RevocationData AddEncoded(ReadOnlyMemory<byte> encoded)
    {
        if (CertificateList.TryRead(encoded) is { } list)
            return Add(list);
        return OcspResponse.TryRead(encoded) is { } response ? Add(response) : this;
    }

    /// <inheritdoc/>
    public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at)
    {
        var good = false;
        foreach (var (revoked, from, until) in Statements(certificate, issuer))
        {
            if (revoked is not null && revoked.At <= at)
                return RevocationState.Revoked;
            // A statement made after the time asked about tells of it as well: revocations are not taken back (holds are, and count while they last).
            good |= Speaks(certificate, from, until, at);
        }
        return good || policy.AcceptUnknown ? RevocationState.Good : RevocationState.Unknown;
    }

    private IEnumerable<(RevokedEntry? Revoked, DateTimeOffset From, DateTimeOffset? Until)> Statements(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        foreach (var list in lists)
        {
            if (list.IsFrom(issuer))
                yield return (list.Find(certificate), list.ThisUpdate, list.NextUpdate);
        }
        foreach (var response in responses)
        {
            if (response.Find(certificate, issuer) is { Known: true } status)
                yield return (status.Revoked, status.ThisUpdate, status.NextUpdate);
        }
    }

    private bool Speaks(X509Certificate2 certificate, DateTimeOffset from, DateTimeOffset? until, DateTimeOffset at)
    {
        // After a certificate's end its authority may drop it from lists: silence then means nothing.
        if (from > new DateTimeOffset(certificate.NotAfter.ToUniversalTime()))
            return false;
        return at <= (until ?? from + policy.AgeWithoutNextUpdate) + policy.Grace;
    }
}
