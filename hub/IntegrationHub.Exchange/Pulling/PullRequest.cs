using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Pulling;

/// <summary>The next List request of a poll.</summary>
public abstract record PullRequest
{
    private PullRequest()
    {
    }

    /// <summary>
    /// Everything from the last known entry on, that entry included: it is the anchor by which codes that went backwards are noticed.
    /// </summary>
    /// <param name="LastCode">Code of the anchor; 0 where nothing was read yet.</param>
    public sealed record ByCode(long LastCode) : PullRequest;

    /// <summary>Everything the partner took in since <paramref name="Start"/> by its own clock, after its codes went backwards.</summary>
    /// <param name="Start">Inclusive.</param>
    /// <param name="End">Exclusive.</param>
    /// <param name="Step">How often the window was widened.</param>
    public sealed record ByTime(DateTimeOffset Start, DateTimeOffset End, int Step = 0) : PullRequest;

    /// <summary>As the mailbox query that is sent.</summary>
    public MailboxQuery ToQuery(PartnerLimits limits) => this switch
    {
        ByCode code => Query(Math.Max(0, code.LastCode - 1), null, limits),
        ByTime time => Query(null, new TimeInterval(time.Start, time.End), limits),
        _ => throw new InvalidOperationException("A request is by code or by time."),
    };

    private static MailboxQuery Query(long? after, TimeInterval? interval, PartnerLimits limits) =>
        new(after, interval, IntervalType.Server, null, [], null, limits.MaxListEntries ?? int.MaxValue);
}
