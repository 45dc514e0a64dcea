using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Notary.Revocation;

/// <summary>Where revocation data of one authority is published, by configuration.</summary>
/// <param name="Issuer">The authority.</param>
/// <param name="Ocsp">OCSP responder, or null.</param>
/// <param name="List">CRL, or null.</param>
public sealed record RevocationService(X509Certificate2 Issuer, Uri? Ocsp, Uri? List);

/// <summary>
/// Fetches revocation data from configured addresses, ahead of need, and answers from what it holds. Addresses inside certificates are
/// never followed. OCSP first; the CRL where that gives nothing.
/// </summary>
/// <remarks>Thread-safe. <see cref="StateOf"/> opens no connection: call <see cref="RefreshAsync"/> on a schedule and for new signers.</remarks>
public sealed class RevocationClient(IReadOnlyList<RevocationService> services, RevocationPolicy policy, IWire wire, TimeProvider time) : IRevocationSource
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, CertificateList> lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OcspResponse> responses = new(StringComparer.Ordinal);
    private RevocationData data = RevocationData.Empty(policy);

    /// <summary>Everything at hand, also for bundles.</summary>
    public RevocationData Data
    {
        get
        {
            lock (gate)
                return data;
        }
    }

    /// <inheritdoc/>
    public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at) => Data.StateOf(certificate, issuer, at);

    /// <summary>Fetches data about a certificate unless what is at hand is still fresh.</summary>
    /// <returns>Null when fresh data is at hand; else in words why not. What was known before stays.</returns>
    public async ValueTask<string?> RefreshAsync(X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellationToken)
    {
        if (services.FirstOrDefault(s => s.Issuer.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span)) is not { } service)
            return $"No revocation service is configured for {issuer.Subject}.";
        if (IsFresh(certificate, issuer))
            return null;
        var problems = new List<string>();
        if (service.Ocsp is { } ocsp && await AskAsync(ocsp, certificate, issuer, problems.Add, cancellationToken))
            return null;
        if (service.List is { } list && await FetchAsync(list, issuer, problems.Add, cancellationToken))
            return null;
        return string.Join(" ", problems);
    }

    private bool IsFresh(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        // Fresh until half of its time is over, so that a service that is away for a while leaves no gap.
        var now = time.GetUtcNow();
        lock (gate)
        {
            return (responses.TryGetValue(certificate.Thumbprint, out var response) && response.Find(certificate, issuer) is { } status && HalfLeft(status.ThisUpdate, status.NextUpdate)) ||
                (lists.TryGetValue(issuer.Thumbprint, out var list) && HalfLeft(list.ThisUpdate, list.NextUpdate));
        }

        bool HalfLeft(DateTimeOffset from, DateTimeOffset? until) => until is { } end && now < from + (end - from) / 2;
    }

    private async ValueTask<bool> AskAsync(Uri address, X509Certificate2 certificate, X509Certificate2 issuer, Action<string> problem, CancellationToken cancellationToken)
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var answer = await wire.AskAsync(address, OcspRequest.For(certificate, issuer, nonce), "application/ocsp-request", problem, cancellationToken);
        if (answer is null)
            return false;
        var response = OcspResponse.TryRead(answer);
        if (response?.Find(certificate, issuer) is not { Known: true } status)
        {
            problem($"{address} gave no answer about {certificate.Subject} that {issuer.Subject} vouches for.");
            return false;
        }
        // A responder may leave the nonce out and serve prepared answers; another nonce is a replay.
        if (response.Nonce is { } returned && !returned.AsSpan().SequenceEqual(nonce))
        {
            problem($"{address} answered with another nonce.");
            return false;
        }
        if (IsStale(status.ThisUpdate, status.NextUpdate))
        {
            problem($"{address} gave an answer that is out of date.");
            return false;
        }
        Keep(() => responses[certificate.Thumbprint] = response);
        return true;
    }

    private async ValueTask<bool> FetchAsync(Uri address, X509Certificate2 issuer, Action<string> problem, CancellationToken cancellationToken)
    {
        var answer = await wire.AskAsync(address, null, null, problem, cancellationToken);
        if (answer is null)
            return false;
        if (CertificateList.TryRead(answer) is not { } list || !list.IsFrom(issuer))
        {
            problem($"{address} gave no list that {issuer.Subject} vouches for.");
            return false;
        }
        if (IsStale(list.ThisUpdate, list.NextUpdate))
        {
            problem($"{address} gave a list that is out of date.");
            return false;
        }
        Keep(() => lists[issuer.Thumbprint] = list);
        return true;
    }

    private bool IsStale(DateTimeOffset from, DateTimeOffset? until) => time.GetUtcNow() > (until ?? from + policy.AgeWithoutNextUpdate) + policy.Grace;

    private void Keep(Action change)
    {
        lock (gate)
        {
            change();
            data = responses.Values.Aggregate(lists.Values.Aggregate(RevocationData.Empty(policy), (d, l) => d.Add(l)), (d, r) => d.Add(r));
        }
    }
}
