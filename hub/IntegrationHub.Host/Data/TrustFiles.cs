using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Keys;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Host.Data;

/// <summary>The section <c>trust</c> with its files read: what the notary works with.</summary>
/// <param name="Authorities">Timestamp authorities in order of preference.</param>
/// <param name="Services">Sources of revocation data.</param>
/// <param name="Problems">Files that are missing or wrong; whoever works with the rest refuses first.</param>
internal sealed record TrustFiles(
    IReadOnlyList<TimestampAuthority> Authorities, IReadOnlyList<RevocationService> Services, IReadOnlyList<ConfigurationProblem> Problems)
{
    public static TrustFiles Read(DataFolder folder, TrustOptions options, TimeProvider time)
    {
        var problems = new List<ConfigurationProblem>();
        var authorities = options.Timestamps.Authorities.Select((authority, i) =>
            AuthorityOf(folder, authority, $"trust.timestamps.authorities[{i}]", time, problems)).OfType<TimestampAuthority>().ToList();
        var services = options.Revocation.Sources.Select((source, i) =>
            ServiceOf(folder, source, $"trust.revocation.sources[{i}]", problems)).OfType<RevocationService>().ToList();
        return new TrustFiles(authorities, services, problems);
    }

    private static TimestampAuthority? AuthorityOf(
        DataFolder folder, TimestampAuthorityOptions options, string setting, TimeProvider time, List<ConfigurationProblem> problems)
    {
        var trust = TrustStore.Load(options.Trust.Select(folder.Resolve), time);
        if (trust.Problem is { } problem)
        {
            problems.Add(Of($"{setting}.trust", problem));
            return null;
        }

        var signers = new List<X509Certificate2>();
        foreach (var file in options.Signers)
        {
            var read = CertificateFiles.Read(folder.Resolve(file));
            if (read.Problem is { } wrong)
            {
                problems.Add(Of($"{setting}.signers", wrong));
                return null;
            }

            signers.AddRange(read.Value);
        }

        return new TimestampAuthority(options.Name, options.Address!, trust.Value.Anchors)
        {
            Signers = signers.Count == 0 ? null : SignerBinding.To(signers),
            Policy = options.Policy.Length == 0 ? null : options.Policy,
            Digest = options.Digest switch
            {
                TimestampDigest.Sha384 => HashAlgorithmName.SHA384,
                TimestampDigest.Sha512 => HashAlgorithmName.SHA512,
                _ => HashAlgorithmName.SHA256,
            },
        };
    }

    private static RevocationService? ServiceOf(DataFolder folder, RevocationSourceOptions options, string setting, List<ConfigurationProblem> problems)
    {
        var read = CertificateFiles.Read(folder.Resolve(options.Issuer));
        if (read.Problem is { } problem)
        {
            problems.Add(Of($"{setting}.issuer", problem));
            return null;
        }

        return new RevocationService(read.Value[0], options.Ocsp, options.Crl);
    }

    private static ConfigurationProblem Of(string setting, KeyProblem problem) =>
        new("TRUST_FILE", setting, $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);
}
