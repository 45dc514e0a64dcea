using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Host.Commands;
using IntegrationHub.Keys;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Portal.Data;

namespace IntegrationHub.Host.Node;

/// <summary>
/// What is public of the certificates of partners: kept whole in the data folder when they were given to <c>party add</c>, shown in a handshake, or signed a message that was verified.
/// A certificate never changes, so what was read once is not read again. Thread-safe.
/// </summary>
internal sealed class PartnerCertificates(RevocationFolder kept, TimeProvider time) : IPartnerCertificates, ICertificateNotes
{
    private readonly ConcurrentDictionary<string, Facts> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<X509Certificate2, object> _met = [];

    public void Seen(X509Certificate2 certificate)
    {
        // Of a connection and of the verifier's cache it is the same object again and again: nothing is hashed for it.
        if (!_met.TryAdd(certificate, this))
        {
            return;
        }

        // Only certificates that are bound to a party come here: there are never more of them than the registry has.
        var thumbprint = SignerBinding.ThumbprintOf(certificate);
        if (!_known.TryAdd(thumbprint, Facts.Of(certificate)))
        {
            return;
        }

        try
        {
            kept.Keep(certificate);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // This process knows it all the same; the next one when it is shown again.
        }
    }

    public IReadOnlyList<PartnerCertificate> Of(Party party) =>
        [.. party.TlsCertificates.Select(thumbprint => Of("tls", thumbprint)), .. party.SigningCertificates.Select(thumbprint => Of("signing", thumbprint))];

    /// <summary>Those of partners in use that end within 30 days or have ended, the nearest end first; a newer one of the same use does not hide them: the partner may still come with the old one.</summary>
    public IReadOnlyList<CertificateLife> Ending(PartyDirectory parties) =>
    [
        .. parties.Parties.Where(static party => party.Enabled && party.Connection != PartyConnection.None)
            .SelectMany(party => Of(party).Where(static one => one.EndsSoon).Select(one => new CertificateLife($"{party.Name} {one.Use}", one.Subject!, one.NotAfter!.Value, one.Level)))
            .OrderBy(static one => one.NotAfter),
    ];

    private PartnerCertificate Of(string use, string thumbprint)
    {
        if (Find(thumbprint) is not { } facts)
        {
            return new PartnerCertificate(use, thumbprint, null, null, null, null, null, PartnerCertificate.Unseen);
        }

        var level = ExpiryWarnings.LevelAt(facts.NotAfter, time.GetUtcNow()) is { } near ? Words.Of(near) : "ok";
        return new PartnerCertificate(use, thumbprint, facts.Subject, facts.Issuer, facts.Serial, facts.NotBefore, facts.NotAfter, level);
    }

    private Facts? Find(string thumbprint)
    {
        if (_known.TryGetValue(thumbprint, out var known))
        {
            return known;
        }

        using var certificate = kept.Find(thumbprint);
        return certificate is null ? null : _known.GetOrAdd(thumbprint, Facts.Of(certificate));
    }

    private sealed record Facts(string Subject, string Issuer, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
    {
        public static Facts Of(X509Certificate2 certificate) => new(
            certificate.Subject, certificate.Issuer, certificate.SerialNumber, new DateTimeOffset(certificate.NotBefore.ToUniversalTime()), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
    }
}
