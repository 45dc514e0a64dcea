using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Cms;

/// <summary>One signer of an accepted CMS.</summary>
/// <param name="Certificate">The certificate that signed.</param>
/// <param name="ClaimedTime">The signer's own statement; proves nothing.</param>
/// <param name="ProvenTime">The earliest valid timestamp: the signature existed then. Null without one.</param>
public sealed record CmsSignerFacts(X509Certificate2 Certificate, DateTimeOffset? ClaimedTime, DateTimeOffset? ProvenTime)
{
    /// <summary>The timestamp that carries <see cref="ProvenTime"/> now; null when no time is proven.</summary>
    public TimestampFacts? CarriedBy { get; init; }

    /// <summary>How many archive timestamps renewed the proof.</summary>
    public int Renewals { get; init; }
}

/// <summary>What became of one verification.</summary>
/// <param name="Refusals">Empty when accepted. A document with several signers is accepted only when every one of them is.</param>
/// <param name="Signers">The signers whose signatures hold.</param>
/// <param name="Warnings">What did not decide but should be known, e.g. a timestamp of an unknown authority.</param>
public sealed record CmsVerdict(IReadOnlyList<Refusal> Refusals, IReadOnlyList<CmsSignerFacts> Signers, IReadOnlyList<Refusal> Warnings)
{
    public bool Accepted => Refusals.Count == 0;
}
