using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Keys;

/// <summary>The certificate authorities an operator trusts: the only place trust comes from. The machine's own store is not used.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class TrustStore
{
    private TrustStore(X509Certificate2Collection authorities, IReadOnlyList<KeyProblem> warnings)
    {
        Authorities = authorities;
        Anchors = new TrustAnchors(authorities, Sm2Family.IfAvailable);
        Warnings = warnings;
    }

    /// <summary>Roots and intermediate authorities. Do not change the collection.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>The same as what verifiers ask for; one instance, which remembers the chains it has built.</summary>
    public TrustAnchors Anchors { get; }

    /// <summary>Files that were skipped or authorities outside their validity, for the start-up log and <c>ihub config check</c>.</summary>
    public IReadOnlyList<KeyProblem> Warnings { get; }

    /// <summary>True when the authority made by <c>ihub pki init</c> is among them, which production refuses.</summary>
    public bool HoldsDevelopmentAuthority => Authorities.Any(DevelopmentAuthority.IsDevelopment);

    /// <summary>Loads PEM and DER files, and every <c>.pem</c>, <c>.crt</c> and <c>.cer</c> file of named folders (not below them).</summary>
    /// <returns>The store, or a problem when a named path is missing or holds no authority at all.</returns>
    public static Loaded<TrustStore> Load(IEnumerable<string> paths, TimeProvider time)
    {
        var authorities = new X509Certificate2Collection();
        var warnings = new List<KeyProblem>();
        foreach (var path in paths)
        {
            var isFolder = Directory.Exists(path);
            foreach (var file in isFolder ? CertificatesIn(path) : [path])
            {
                var read = CertificateFiles.Read(file);
                if (read.Problem is null)
                    Take(read.Value, file, authorities, warnings, time.GetUtcNow());
                else if (isFolder)
                    warnings.Add(read.Problem);
                else
                    return read.Problem;
            }
        }
        if (authorities.Count == 0)
            return new KeyProblem(KeyProblemCode.NoCertificate, string.Join(", ", paths), "No certificate authority was found.", "Put the partners' CA certificates (PEM) there.");
        return new TrustStore(authorities, warnings);
    }

    private static IEnumerable<string> CertificatesIn(string folder) =>
        Directory.EnumerateFiles(folder)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".PEM" or ".CRT" or ".CER")
            .Order(StringComparer.Ordinal);

    private static void Take(
        X509Certificate2Collection found, string file, X509Certificate2Collection authorities, List<KeyProblem> warnings, DateTimeOffset now)
    {
        foreach (var certificate in found)
        {
            if (!IsAuthority(certificate))
            {
                warnings.Add(new(KeyProblemCode.NotACertificateAuthority, file, $"{certificate.Subject} is no certificate authority and was skipped.", "Bind end-entity certificates to a party instead."));
                continue;
            }
            if (CertificateFiles.CheckValidity(certificate, now, file) is { } outside)
                warnings.Add(outside);
            authorities.Add(certificate);
        }
    }

    /// <summary>Says so itself, or is self-issued: old roots of version 1 and pinned self-signed certificates say nothing and vouch for themselves.</summary>
    private static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
        || certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(c => c.CertificateAuthority);
}
