using System.Security.Cryptography;
using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>When algorithms are no longer relied on, by dotted digest algorithm; from published recommendations, set by the operator.</summary>
/// <param name="Ends">Instants from which a digest algorithm counts as broken.</param>
/// <param name="Lead">How long before an end the renewal is due. Default 180 days.</param>
public sealed record AgeingPolicy(IReadOnlyDictionary<string, DateTimeOffset> Ends, TimeSpan Lead)
{
    /// <summary>SHA-256, as <see cref="Ends"/> names it.</summary>
    public const string Sha256 = Oids.Sha256;

    public static AgeingPolicy Default { get; } = new(new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal), TimeSpan.FromDays(180));

    /// <summary>The digest for a new timestamp: SHA-256 until its own end is near, then SHA-512.</summary>
    public HashAlgorithmName DigestAt(DateTimeOffset now) =>
        Ends.TryGetValue(Sha256, out var end) && end - Lead <= now ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256;

    /// <summary>The earlier of the end that was known when the timestamp was made and the end of its digest algorithm as it is known now.</summary>
    public DateTimeOffset EndOf(DateTimeOffset known, string digestOid) => Ends.TryGetValue(digestOid, out var end) && end < known ? end : known;

    /// <summary>Digest algorithms whose timestamps are to be renewed now.</summary>
    public IEnumerable<string> AgedAt(DateTimeOffset now) => Ends.Where(e => e.Value - Lead <= now).Select(e => e.Key);
}

/// <summary>Whether evidence needs a new timestamp over the old one.</summary>
/// <param name="DueAt">When at the latest.</param>
/// <param name="End">When the timestamp stops counting.</param>
/// <param name="Reason">What ages, in words.</param>
public sealed record Renewal(DateTimeOffset DueAt, DateTimeOffset End, string Reason)
{
    /// <summary>
    /// The earliest end that threatens a timestamp: the validity of its authority's certificate or the life of its digest algorithm. It is
    /// due that end minus the lead, but never before now.
    /// </summary>
    public static Renewal Of(TimestampFacts facts, AgeingPolicy policy, DateTimeOffset now)
    {
        var certificate = new DateTimeOffset(facts.Authority.NotAfter.ToUniversalTime());
        var (end, reason) = policy.Ends.TryGetValue(facts.DigestOid, out var algorithm) && algorithm < certificate
            ? (algorithm, $"the digest algorithm {facts.DigestOid} is relied on until {algorithm:u}")
            : (certificate, $"the certificate of {facts.Authority.Subject} ends {certificate:u}");
        var due = end - policy.Lead;
        return new Renewal(due > now ? due : now, end, reason);
    }

    /// <summary>True when a new timestamp is to be fetched now.</summary>
    public bool IsDue(DateTimeOffset now) => DueAt <= now;
}
