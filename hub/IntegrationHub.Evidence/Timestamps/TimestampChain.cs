using IntegrationHub.Evidence.Certificates;

namespace IntegrationHub.Evidence.Timestamps;

/// <summary>A timestamp and what carried it on since.</summary>
/// <param name="Token">RFC 3161 token (DER) over the data.</param>
/// <param name="Renewals">Oldest first; each covers the data, the token and every renewal before it.</param>
public sealed record TimestampChain(byte[] Token, IReadOnlyList<ArchiveTimestamp> Renewals)
{
    public static TimestampChain Of(byte[] token) => new(token, []);

    /// <summary>
    /// The time the data is proven to have existed at. The newest timestamp must count at <paramref name="at"/>; each earlier one only had
    /// to count when the next one was made, because that one proves that it existed by then.
    /// </summary>
    /// <returns>The facts of the first timestamp, or why nothing is proven.</returns>
    public (TimestampFacts? Facts, Refusal? Refusal) Verify(byte[] data, TrustAnchors trust, IRevocationSource? revocation, DateTimeOffset at)
    {
        Refusal? refusal = null;
        // A renewal that does not count (of an authority this verifier does not know) leaves what was before it as it was.
        for (var count = Renewals.Count; count >= 0; count--)
        {
            var (facts, why) = Verify(data, trust, revocation, at, count);
            if (facts is not null)
                return (facts, null);
            refusal ??= why;
        }
        return (null, refusal);
    }

    private (TimestampFacts? Facts, Refusal? Refusal) Verify(byte[] data, TrustAnchors trust, IRevocationSource? revocation, DateTimeOffset at, int count)
    {
        string? doubt = null;
        for (var i = count - 1; i >= 0; i--)
        {
            var (_, list, token) = Renewals[i];
            var (facts, refusal) = TimestampVerifier.Verify(token, list, trust, revocation, at);
            if (facts is null)
                return (null, refusal);
            if (!RenewalList.Covers(list, Renewals.Take(i).SelectMany(r => (byte[][])[r.List, r.Token]).Prepend(Token).Prepend(data)))
                return (null, new("timestamp.renewal_incomplete", $"Renewal {Renewals[i].Id} does not cover everything that it has to carry on."));
            at = facts.Time;
            doubt ??= facts.Doubt;
        }
        var (first, why) = TimestampVerifier.Verify(Token, data, trust, revocation, at);
        // The first time rests on every link: a doubt about one of them is a doubt about it.
        return (first is null ? null : first with { Doubt = first.Doubt ?? doubt }, why);
    }
}
