using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Certificates;

/// <summary>
/// The authorities that signers must chain to, and the only ones: the machine's own roots count for nothing. Chains are
/// built without opening any connection.
/// </summary>
/// <remarks>
/// Thread-safe. Remembers accepted chains (bounded) with the time span in which each holds, since building one costs more
/// than verifying a message; refusals are not remembered, so nobody can crowd out good chains with bad ones.
/// </remarks>
public sealed class TrustAnchors
{
    /// <summary>Accepted signers remembered at once; beyond that the memory is emptied and fills again.</summary>
    private const int MostRemembered = 4096;

    private readonly X509Certificate2[] roots;
    private readonly X509Certificate2[] intermediates;
    private readonly Sm2Paths? paths;
    private readonly ConcurrentDictionary<string, AcceptedChain> accepted = new(StringComparer.Ordinal);

    /// <param name="authorities">Root and intermediate authorities. Self-issued ones are roots; trust ends at them.</param>
    /// <param name="sm2">Verifies certificates that are signed with SM2; null leaves them to the platform, which trusts none but pinned ones.</param>
    public TrustAnchors(IEnumerable<X509Certificate2> authorities, ISignatureFamily? sm2 = null)
    {
        var all = authorities.ToArray();
        roots = Array.FindAll(all, IsSelfIssued);
        intermediates = Array.FindAll(all, c => !IsSelfIssued(c));
        paths = sm2 is null ? null : new Sm2Paths(roots, intermediates, sm2);
    }

    /// <summary>Trusts nobody: every verification ends in <c>certificate_untrusted</c>.</summary>
    public static TrustAnchors None { get; } = new([]);

    /// <summary>Everybody whom one of them trusts.</summary>
    public static TrustAnchors Union(IEnumerable<TrustAnchors> all) => new(all.SelectMany(a => a.roots.Concat(a.intermediates)).DistinctBy(SignerBinding.ThumbprintOf));

    /// <summary>True when there is no authority at all.</summary>
    public bool IsEmpty => roots.Length == 0;

    /// <summary>Builds the chain of <paramref name="certificate"/> at <paramref name="at"/>.</summary>
    /// <param name="extra">Further certificates the signer sent; they help to find a path and are not trusted.</param>
    public ChainResult Build(X509Certificate2 certificate, DateTimeOffset at, IReadOnlyList<X509Certificate2>? extra = null) =>
        Build(certificate, SignerBinding.ThumbprintOf(certificate), at, extra);

    internal ChainResult Build(X509Certificate2 certificate, string thumbprint, DateTimeOffset at, IReadOnlyList<X509Certificate2>? extra)
    {
        if (accepted.TryGetValue(thumbprint, out var known) && known.HoldsAt(at))
            return ChainResult.Trusted(known.Elements);
        if (roots.Length == 0)
            return ChainResult.Untrusted("No authority is trusted.");

        if (paths is not null && Sm2Paths.IsFor(certificate))
            return Remembered(thumbprint, paths.Build(certificate, at, extra));
        using var chain = new X509Chain { ChainPolicy = PolicyAt(at, extra) };
        if (!chain.Build(certificate))
            return Explain(chain, certificate, at);
        // The elements of a chain die with it: keep copies.
        var elements = chain.ChainElements.Select(e => X509CertificateLoader.LoadCertificate(e.Certificate.RawData)).ToArray();
        if (WeakLink(elements) is { } weak)
            return ChainResult.Untrusted(weak);
        return Remembered(thumbprint, ChainResult.Trusted(elements));
    }

    private ChainResult Remembered(string thumbprint, ChainResult result)
    {
        if (result.State != ChainState.Trusted)
            return result;
        if (accepted.Count >= MostRemembered)
            accepted.Clear();
        accepted[thumbprint] = AcceptedChain.Of([.. result.Elements]);
        return result;
    }

    private X509ChainPolicy PolicyAt(DateTimeOffset at, IReadOnlyList<X509Certificate2>? extra)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = at.UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.CustomTrustStore.AddRange(roots);
        policy.ExtraStore.AddRange(intermediates);
        if (extra is not null)
            policy.ExtraStore.AddRange(extra.ToArray());
        return policy;
    }

    private static ChainResult Explain(X509Chain chain, X509Certificate2 certificate, DateTimeOffset at)
    {
        var flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        var texts = string.Join(" ", chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct(StringComparer.Ordinal));
        if (flags != X509ChainStatusFlags.NotTimeValid)
            return ChainResult.Untrusted($"{certificate.Subject}: {texts}");
        var late = chain.ChainElements.Select(e => e.Certificate).FirstOrDefault(c => at.UtcDateTime > c.NotAfter.ToUniversalTime());
        return late is not null
            ? new(ChainState.Expired, [], $"{late.Subject} was valid until {late.NotAfter.ToUniversalTime():u}.")
            : new(ChainState.NotYetValid, [], $"{certificate.Subject} is not valid before {certificate.NotBefore.ToUniversalTime():u}.");
    }

    /// <summary>A certificate whose own signature is made with MD5 or SHA-1 could be a forgery; roots are trusted by themselves.</summary>
    private static string? WeakLink(X509Certificate2[] chain)
    {
        foreach (var certificate in chain.AsSpan(0, chain.Length - 1))
        {
            if (certificate.SignatureAlgorithm.Value is "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1")
                return $"{certificate.Subject} is signed by its issuer with {certificate.SignatureAlgorithm.FriendlyName}, which is broken.";
        }
        return null;
    }

    private static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private sealed record AcceptedChain(X509Certificate2[] Elements, DateTime From, DateTime To)
    {
        public static AcceptedChain Of(X509Certificate2[] elements) => new(
            elements,
            elements.Max(c => c.NotBefore.ToUniversalTime()),
            elements.Min(c => c.NotAfter.ToUniversalTime()));

        public bool HoldsAt(DateTimeOffset at) => at.UtcDateTime >= From && at.UtcDateTime <= To;
    }
}
