using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Commands.Status;

/// <summary>Our certificates and the authorities we trust, with how long they last; also when the hub does not start because of them.</summary>
internal static class CertificateStatus
{
    public static (IReadOnlyList<CertificateState> Certificates, IReadOnlyList<Attention> Attention) Read(DataFolder folder, PkiOptions options, TimeProvider time)
    {
        var attention = new List<Attention>();
        var certificates = new List<(string Use, X509Certificate2 Certificate)>();
        Take("TLS", OwnKeys.TlsCertificate(folder, options, time), certificates, attention);
        Take("signing", OwnKeys.SigningCertificate(folder, options, time), certificates, attention);

        var trust = TrustStore.Load(options.Trust.Select(folder.Resolve), time);
        if (trust.Problem is { } problem)
        {
            attention.Add(Trouble(problem));
        }
        else
        {
            certificates.AddRange(trust.Value.Authorities.Select(authority => ("authority", authority)));
        }

        var warnings = ExpiryWarnings.Of(certificates.Select(entry => entry.Certificate), time.GetUtcNow())
            .DistinctBy(warning => warning.Sha256Thumbprint)
            .ToDictionary(warning => warning.Sha256Thumbprint, StringComparer.Ordinal);
        var states = certificates.Select(entry => StateOf(entry.Use, entry.Certificate, warnings)).OrderBy(state => state.NotAfter).ToList();
        attention.AddRange(states.Where(state => state.Level != "ok").Select(Ending));
        return (states, attention);
    }

    private static void Take(
        string use, Loaded<X509Certificate2> read, List<(string Use, X509Certificate2 Certificate)> certificates, List<Attention> attention)
    {
        if (read.Problem is { } problem)
        {
            attention.Add(Trouble(problem));
        }
        else
        {
            certificates.Add((use, read.Value));
        }
    }

    private static CertificateState StateOf(string use, X509Certificate2 certificate, Dictionary<string, ExpiryWarning> warnings)
    {
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        return new CertificateState(
            use,
            certificate.Subject,
            thumbprint,
            new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            warnings.TryGetValue(thumbprint, out var warning) ? Words.Of(warning.Level) : "ok");
    }

    private static Attention Trouble(KeyProblem problem) =>
        new(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);

    private static Attention Ending(CertificateState state) => new(
        "CERTIFICATE_" + state.Level.ToUpperInvariant(),
        $"the {state.Use} certificate {state.Subject} {(state.Level == "expired" ? "expired" : "expires")} on {Words.Instant(state.NotAfter)}",
        "Have it renewed and tell your partners before you switch.");
}
