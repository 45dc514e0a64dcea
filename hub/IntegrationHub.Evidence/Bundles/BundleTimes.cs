using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Timestamps;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>What the timestamps of a bundle prove together.</summary>
/// <param name="Facts">The bundle's own timestamp, or the earliest renewal that counts where that one does not; null when nothing is proven.</param>
/// <param name="Newest">The timestamp that carries the proof now.</param>
/// <param name="Renewals">How many renewals count.</param>
/// <param name="Doubt">What about a service's certificate is assumed and not known.</param>
/// <param name="Problem">Why one of them does not count: the newest such.</param>
internal sealed record ProvenBundleTime(TimestampFacts? Facts, TimestampFacts? Newest, int Renewals, string? Doubt, Refusal? Problem)
{
    /// <summary>Says it in words.</summary>
    /// <returns>The proven time.</returns>
    public DateTimeOffset? State(List<string> proven, List<string> not)
    {
        if (Facts is null)
        {
            not.Add(Problem is null ? "When the bundle was made: it carries no timestamp." : $"When the bundle was made: its timestamp does not count ({Problem}).");
            return null;
        }
        proven.Add($"The bundle existed at {Facts.Time:u}, by the timestamp of {Facts.Authority.Subject}.");
        if (Renewals > 0)
            proven.Add($"That timestamp was carried on {Renewals} times, the last time at {Newest!.Time:u} by {Newest.Authority.Subject}; it counts until {Newest.Authority.NotAfter.ToUniversalTime():u}.");
        if (Problem is not null)
            not.Add($"What a timestamp in the bundle states that does not count ({Problem}).");
        if (Doubt is not null)
            not.Add($"That the timestamp service of the bundle was not revoked. {Doubt}");
        return Facts.Time;
    }
}

/// <summary>
/// Judges the timestamps of a bundle from the newest back: the newest must count at the time asked about, each earlier one only had to count
/// when the next one was made. That each lists all before it was checked when the bundle was read.
/// </summary>
internal sealed class BundleTimes(BundleReader bundle, TrustAnchors trust, IRevocationSource? revocation)
{
    public ProvenBundleTime At(DateTimeOffset asked)
    {
        var (result, time) = (new ProvenBundleTime(null, null, 0, null, null), asked);
        for (var number = bundle.Renewals; number >= 0; number--)
        {
            var (manifest, token) = number == 0
                ? (BundleNames.TimestampedManifest, BundleNames.Timestamp)
                : (BundleNames.ArchiveManifest(number), BundleNames.ArchiveToken(number));
            if (!bundle.Files.TryGetValue(token, out var octets))
                continue;
            var (facts, refusal) = TimestampVerifier.Verify(octets, bundle.Files[manifest], trust, revocation, time);
            if (facts is null)
            {
                result = result with { Problem = result.Problem ?? refusal };
                continue;
            }
            time = facts.Time;
            result = result with
            {
                Facts = facts, Newest = result.Newest ?? facts, Doubt = result.Doubt ?? facts.Doubt, Renewals = result.Renewals + (number > 0 ? 1 : 0),
            };
        }
        return result;
    }
}
