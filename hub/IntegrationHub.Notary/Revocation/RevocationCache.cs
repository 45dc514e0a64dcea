using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Notary.Revocation;

/// <summary>The newest data of every source, believed once when it came, and looked up by authority and serial number for every message.</summary>
/// <remarks>Thread-safe; opens no connection.</remarks>
internal sealed class RevocationCache(IReadOnlyList<RevocationService> services, RevocationPolicy policy) : IRevocationSource
{
    private readonly ConcurrentDictionary<int, CertificateList> lists = new();
    private readonly ConcurrentDictionary<(int Service, string Serial), (OcspResponse Response, OcspStatus Status)> answers = new();

    /// <inheritdoc/>
    public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at) => IndexOf(issuer) is { } service
        ? RevocationStatement.Judge(Statements(certificate, service), certificate, policy, at)
        : RevocationState.NotChecked;

    /// <inheritdoc/>
    public RevokedEntry? RevocationOf(X509Certificate2 certificate, X509Certificate2 issuer) => IndexOf(issuer) is { } service
        ? Statements(certificate, service).Select(s => s.Revoked).FirstOrDefault(r => r is not null)
        : null;

    public CertificateList? ListOf(RevocationService service) => IndexOf(service.Issuer) is { } index ? lists.GetValueOrDefault(index) : null;

    /// <summary>Keeps a list its authority vouches for. An older one than the list at hand changes nothing: whoever replays it hides revocations.</summary>
    /// <returns>The list that counts from now on.</returns>
    public CertificateList Keep(CertificateList list, RevocationService service) =>
        lists.AddOrUpdate(IndexOf(service.Issuer)!.Value, list, (_, known) => list.ThisUpdate >= known.ThisUpdate ? list : known);

    /// <summary>Keeps an answer its authority vouches for, unless a newer one is at hand.</summary>
    /// <returns>The answer that counts from now on.</returns>
    public (OcspResponse Response, OcspStatus Status) Keep(OcspResponse response, OcspStatus status, X509Certificate2 certificate, RevocationService service) =>
        answers.AddOrUpdate(
            (IndexOf(service.Issuer)!.Value, certificate.SerialNumber), (response, status),
            (_, known) => status.ThisUpdate >= known.Status.ThisUpdate ? (response, status) : known);

    /// <summary>Forgets the answer about a certificate that nobody asks about any more.</summary>
    public void Forget(X509Certificate2 certificate, RevocationService service) => answers.TryRemove((IndexOf(service.Issuer)!.Value, certificate.SerialNumber), out _);

    private IEnumerable<RevocationStatement> Statements(X509Certificate2 certificate, int service)
    {
        if (lists.TryGetValue(service, out var list))
            yield return new(list.Find(certificate), list.ThisUpdate, list.NextUpdate);
        if (answers.TryGetValue((service, certificate.SerialNumber), out var answer) &&
            answer.Status.CountsWith(answer.Status.Responder is { } responder ? list?.Find(responder) : null))
            yield return new(answer.Status.Revoked, answer.Status.ThisUpdate, answer.Status.NextUpdate);
    }

    private int? IndexOf(X509Certificate2 issuer)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].Is(issuer))
                return i;
        }
        return null;
    }
}
