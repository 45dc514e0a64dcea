using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Archive.Keeping;

/// <summary>How long archived bytes of each class are kept; <c>null</c> is for ever.</summary>
public sealed record RetentionPeriods(TimeSpan? Received, TimeSpan? Sent, TimeSpan? Document)
{
    public static RetentionPeriods Forever { get; } = new(null, null, null);

    public TimeSpan? Of(ArchiveClass archiveClass) => archiveClass switch
    {
        ArchiveClass.Received => Received,
        ArchiveClass.Sent => Sent,
        ArchiveClass.Document => Document,
        _ => null,
    };
}

/// <summary>Archived bytes of an exchange that are older than their class is kept.</summary>
/// <param name="Exchange">The exchange that names them.</param>
/// <param name="Party">With whom it was.</param>
/// <param name="IsSettled">False while a document of ours may still have to be sent again.</param>
public readonly record struct RemovalCandidate(Guid Exchange, PartyId Party, bool IsSettled);

/// <summary>What becomes of them.</summary>
public enum RemovalVerdict
{
    Remove,

    /// <summary>A legal hold covers the exchange.</summary>
    Held,

    /// <summary>The exchange is not settled: its bytes are needed.</summary>
    Unsettled,
}

/// <summary>The rule of removal. Pure.</summary>
public static class RemovalRule
{
    public static RemovalVerdict Judge(in RemovalCandidate candidate, IReadOnlyList<LegalHold> holds)
    {
        foreach (var hold in holds)
        {
            if (hold.Covers(candidate.Exchange, candidate.Party))
                return RemovalVerdict.Held;
        }

        return candidate.IsSettled ? RemovalVerdict.Remove : RemovalVerdict.Unsettled;
    }
}
