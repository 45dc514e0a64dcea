using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Cms;

/// <summary>What the timestamps of a signature prove together.</summary>
/// <param name="Time">The earliest time the signature is proven to have existed at; null when none is.</param>
/// <param name="Newest">The timestamp that carries the proof now: when it ends, the proof does.</param>
/// <param name="Doubt">What about a service's certificate is assumed and not known.</param>
/// <param name="Renewals">How many archive timestamps count.</param>
internal sealed record ProvenTimes(DateTimeOffset? Time, TimestampFacts? Newest, string? Doubt, int Renewals);

/// <summary>
/// Judges the timestamps of one signature from the newest back: the newest must count at the time asked about, each earlier one only had to
/// count when the later ones that speak for it were made. One that does not count leaves the rest as it is.
/// </summary>
/// <param name="digests">Digests of the content, by algorithm.</param>
internal sealed class SignatureTimes(
    CmsDocument document, CmsSignature signature, CmsPolicy policy, IReadOnlyDictionary<string, byte[]> digests, List<Refusal> warnings)
{
    private readonly List<ArchiveHashIndex> accepted = [];
    private string? doubt;
    private TimestampFacts? earliest;
    private TimestampFacts? newest;

    public ProvenTimes At(DateTimeOffset asked)
    {
        var time = asked;
        foreach (var archive in CmsArchiveTimestamp.Of(signature))
        {
            if (!digests.TryGetValue(archive.Index.DigestOid, out var content))
                continue;
            var data = CmsArchiveTimestamp.DataOf(document, signature, content, archive.Index);
            if (Judge(Oids.ArchiveTimestampV3, archive.Token, data, asked, time) is not { } facts)
                continue;
            accepted.Add(archive.Index);
            time = facts.Time < time ? facts.Time : time;
        }
        var renewals = accepted.Count;
        foreach (var token in signature.UnsignedAttributes.All(Oids.SignatureTimestamp))
            Judge(Oids.SignatureTimestamp, token, signature.Value, asked, time);
        return new ProvenTimes(earliest?.Time, newest, doubt, renewals);
    }

    private TimestampFacts? Judge(string type, ReadOnlyMemory<byte> token, byte[] data, DateTimeOffset asked, DateTimeOffset carried)
    {
        // What a later one does not speak for stands alone.
        var isCarried = accepted.TrueForAll(index => index.Covers(type, token));
        var (facts, refusal) = TimestampVerifier.Verify(token, data, policy.TimestampTrust, policy.TimestampRevocation, isCarried ? carried : asked);
        if (facts is null)
        {
            warnings.Add(refusal!);
            return null;
        }
        if (earliest is null || facts.Time < earliest.Time)
        {
            earliest = facts;
            // The first time rests on every link to it; where it stands alone, on nothing else.
            doubt = isCarried ? doubt ?? facts.Doubt : facts.Doubt;
        }
        // While nothing carries it on, the one that ends last is what the proof lives by.
        if (accepted.Count == 0 && (newest is null || facts.Authority.NotAfter > newest.Authority.NotAfter))
            newest = facts;
        return facts;
    }
}
