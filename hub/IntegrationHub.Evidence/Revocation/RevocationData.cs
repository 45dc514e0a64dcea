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

    /// <summary>All of these; what is neither a CRL nor an OCSP response is passed over.</summary>
    public static RevocationData Of(RevocationPolicy policy, IEnumerable<byte[]> encoded) =>
        encoded.Aggregate(Empty(policy), (data, octets) => data.AddEncoded(octets));

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
    public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at) =>
        RevocationStatement.Judge(Statements(certificate, issuer), certificate, policy, at);

    /// <inheritdoc/>
    public RevokedEntry? RevocationOf(X509Certificate2 certificate, X509Certificate2 issuer) =>
        Statements(certificate, issuer).Select(s => s.Revoked).FirstOrDefault(r => r is not null);

    private IEnumerable<RevocationStatement> Statements(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        foreach (var list in lists)
        {
            if (list.IsFrom(issuer))
                yield return new(list.Find(certificate), list.ThisUpdate, list.NextUpdate);
        }
        foreach (var response in responses)
        {
            if (response.Find(certificate, issuer) is { Known: true } status && status.CountsWith(ListedRevocationOf(status.Responder, issuer)))
                yield return new(status.Revoked, status.ThisUpdate, status.NextUpdate);
        }
    }

    /// <summary>By lists alone: a responder does not vouch for itself.</summary>
    private RevokedEntry? ListedRevocationOf(X509Certificate2? responder, X509Certificate2 issuer) => responder is null
        ? null
        : lists.Where(l => l.IsFrom(issuer)).Select(l => l.Find(responder)).FirstOrDefault(r => r is not null);
}
