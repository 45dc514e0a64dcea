namespace IntegrationHub.Exchange.Rules;

/// <summary>
/// A revision below one that is already known comes too late (A51). A gap is no error: revisions that failed before their id could count
/// leave gaps, and refusing the next one would lock the sender out for good.
/// </summary>
public sealed class RevisionRule : IMarketRule
{
    public IEnumerable<Rejection> Check(MarketRuleInput input)
    {
        if (input.HighestRevision is { } highest && input.Document.Revision < highest)
        {
            yield return new Rejection(
                RejectionCodes.RevisionRegress,
                "A51",
                $"Revision {input.Document.Revision} of {input.Document.MRid} comes after revision {highest}.",
                "revisionNumber",
                $"Send a correction with a revision above {highest}.");
        }
    }

    /// <summary>Whether revisions between the highest known one and this one are missing; recorded, not refused.</summary>
    public static bool LeavesGap(int revision, int? highest) => revision > (highest ?? 0) + 1;
}
