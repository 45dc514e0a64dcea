using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>
/// Paths of certificates that were signed with SM2. The platform's builder cannot verify them: an SM2 signature is over the signer's identity,
/// too, and OpenSSL assumes none unless it is told (<c>-vfyopt distid:1234567812345678</c>).
/// </summary>
/// <param name="sm2">Verifies signatures of SM2.</param>
/// <remarks>Thread-safe. Checks what RFC 5280 asks of such paths: names, signatures, time, basic constraints, key usage; unknown critical extensions are refused.</remarks>
internal sealed class Sm2Paths(X509Certificate2[] roots, X509Certificate2[] intermediates, ISignatureFamily sm2)
{
    private const int LongestPath = 6;

    private static readonly string[] Understood = ["2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37"];

    /// <summary>True when the platform cannot judge this certificate.</summary>
    public static bool IsFor(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value == Oids.Sm2WithSm3;

    public ChainResult Build(X509Certificate2 certificate, DateTimeOffset at, IReadOnlyList<X509Certificate2>? extra)
    {
        if (Find([certificate], [.. roots, .. intermediates, .. extra ?? []]) is not { } path)
            return ChainResult.Untrusted($"{certificate.Subject}: no path of valid signatures leads to a trusted authority.");
        foreach (var element in path)
        {
            if (at.UtcDateTime > element.NotAfter.ToUniversalTime())
                return new(ChainState.Expired, [], $"{element.Subject} was valid until {element.NotAfter.ToUniversalTime():u}.");
            if (at.UtcDateTime < element.NotBefore.ToUniversalTime())
                return new(ChainState.NotYetValid, [], $"{element.Subject} is not valid before {element.NotBefore.ToUniversalTime():u}.");
            if (element.Extensions.FirstOrDefault(e => e.Critical && !Understood.Contains(e.Oid?.Value, StringComparer.Ordinal)) is { } unknown)
                return ChainResult.Untrusted($"{element.Subject} has the critical extension {unknown.Oid?.Value}, which is not understood.");
        }
        // The elements of a chain outlive the caller's.
        return ChainResult.Trusted([.. path.Select(element => X509CertificateLoader.LoadCertificate(element.RawData))]);
    }

    private IReadOnlyList<X509Certificate2>? Find(IReadOnlyList<X509Certificate2> path, X509Certificate2[] candidates)
    {
        var last = path[^1];
        if (Array.Exists(roots, root => Same(root, last)))
            return path;
        if (path.Count == LongestPath)
            return null;
        return candidates
            .Where(issuer => issuer.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData) && !path.Any(element => Same(element, issuer)))
            .Where(issuer => MayIssue(issuer, path.Count - 1) && Signed(last, issuer))
            .Select(issuer => Find([.. path, issuer], candidates))
            .FirstOrDefault(found => found is not null);
    }

    /// <param name="issuer">The authority in question.</param>
    /// <param name="between">How many authorities stand between it and the end of the path.</param>
    private static bool MayIssue(X509Certificate2 issuer, int between)
    {
        var constraints = issuer.Extensions.OfType<X509BasicConstraintsExtension>().SingleOrDefault();
        var usage = issuer.Extensions.OfType<X509KeyUsageExtension>().SingleOrDefault();
        return constraints is { CertificateAuthority: true }
            && (!constraints.HasPathLengthConstraint || constraints.PathLengthConstraint >= between)
            && (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.KeyCertSign));
    }

    private bool Signed(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        var reader = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence();
        var signed = reader.ReadEncodedValue();
        var algorithm = reader.ReadSequence().ReadObjectIdentifier();
        var value = reader.ReadBitString(out _);
        return algorithm == Oids.Sm2WithSm3
            ? sm2.Unfit(Oids.Sm3, algorithm, issuer, SignatureRule.WithSm2) is null && sm2.Verify(issuer, Oids.Sm3, signed.Span, value)
            : SignedBy.Verify(issuer, algorithm, signed.Span, value);
    }

    private static bool Same(X509Certificate2 a, X509Certificate2 b) => a.RawData.AsSpan().SequenceEqual(b.RawData);
}
