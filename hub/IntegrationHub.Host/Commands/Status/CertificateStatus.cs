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
        foreach (var (use, file, key) in new[] { ("TLS", options.TlsCertificate, options.TlsKey), ("signing", options.SigningCertificate, options.SigningKey) })
        {
            Take(use, ReadOwn(folder, options, file, key, time), certificates, attention);
        }

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

    /// <summary>Only the certificate, so that an expired one is shown with its date; a PKCS#12 file has to be opened for it.</summary>
    private static Loaded<X509Certificate2Collection> ReadOwn(DataFolder folder, PkiOptions options, string file, string key, TimeProvider time)
    {
        var path = folder.Resolve(file);
        if (System.IO.Path.GetExtension(path).ToUpperInvariant() is not (".P12" or ".PFX"))
        {
            return CertificateFiles.Read(path);
        }

        var location = new KeyLocation(
            path, key.Length == 0 ? null : folder.Resolve(key), options.PassphraseFile.Length == 0 ? null : folder.Resolve(options.PassphraseFile));
        var loaded = new KeyStore(time).Load(location);
        return loaded.Problem is { } problem ? problem : new X509Certificate2Collection(loaded.Value.Certificate);
    }

    private static void Take(
        string use, Loaded<X509Certificate2Collection> read, List<(string Use, X509Certificate2 Certificate)> certificates, List<Attention> attention)
    {
        if (read.Problem is { } problem)
        {
            attention.Add(Trouble(problem));
        }
        else
        {
            certificates.Add((use, read.Value[0]));
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
