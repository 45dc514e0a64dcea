using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Workflows.Engine.Store;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Operations;

/// <summary>What waits in one queue.</summary>
/// <param name="Name">One of <see cref="QueueBook"/>'s.</param>
/// <param name="Party">Whose lane or mailbox it is; null of queues that are nobody's.</param>
/// <param name="Count">How many wait.</param>
/// <param name="Oldest">Since when the first of them waits; null where none does.</param>
public sealed record QueueDepth(string Name, PartyId? Party, long Count, DateTimeOffset? Oldest);

/// <summary>How much waits where, and since when. Every look is the range of an index that holds only what waits. Thread-safe.</summary>
public sealed class QueueBook(HubStore store)
{
    /// <summary>Documents of ours whose next step is due, by partner.</summary>
    public const string Outbox = "outbox";

    /// <summary>Documents for a partner that fetches, and that it has not looked at.</summary>
    public const string Mailbox = "mailbox";

    /// <summary>Received documents that the business side has not handled.</summary>
    public const string Notices = "notices";

    /// <summary>What the company hands to the customers' side, not yet taken up.</summary>
    public const string Crossings = "crossings";

    /// <summary>Calls and deliveries of processes that are due.</summary>
    public const string ProcessJobs = "process-jobs";

    /// <summary>Timers of processes that are due.</summary>
    public const string Timers = "timers";

    /// <summary>Cases that wait for an operator.</summary>
    public const string Incidents = "incidents";

    /// <summary>Every queue; lanes and mailboxes of those parties in which something waits.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="mailboxes">Parties that fetch: a mailbox is seen for its party alone.</param>
    /// <param name="now">What is due later does not wait.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<QueueDepth>> ReadAsync(RetailerId retailer, IEnumerable<PartyId> mailboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var queues = new List<QueueDepth>(await store.ReadAsync(Scope.Of(retailer), context => OwnAsync(context, retailer, now, cancellationToken), cancellationToken));
        foreach (var party in mailboxes)
        {
            if (await store.ReadAsync(Scope.Of(retailer, party), context => MailboxAsync(context, retailer, party, cancellationToken), cancellationToken) is { Count: > 0 } waiting)
                queues.Add(waiting);
        }

        return queues;
    }

    private static async Task<IReadOnlyList<QueueDepth>> OwnAsync(HubContext context, RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lanes = await context.Outbound.Where(x => x.RetailerId == retailer.Value && x.ClaimableAt != null && x.ClaimableAt <= now)
            .GroupBy(x => x.PartyId).Select(lane => new { lane.Key, Count = lane.LongCount(), Oldest = lane.Min(x => x.ClaimableAt) }).ToListAsync(cancellationToken);
        var work = context.Set<ProcessWorkRow>().Where(x => x.RetailerId == retailer.Value && x.ClaimableAt <= now);
        return
        [
            .. lanes.OrderBy(static lane => lane.Oldest).Select(static lane => new QueueDepth(Outbox, new PartyId(lane.Key), lane.Count, lane.Oldest)),
            await DepthAsync(Notices, context.Set<NotificationRow>().Where(x => x.RetailerId == retailer.Value && x.ClaimableAt <= now).Select(x => (DateTimeOffset?)x.ClaimableAt), cancellationToken),
            await DepthAsync(Crossings, context.Set<CompanyOutboxRow>().Where(x => x.RetailerId == retailer.Value && x.Number == null).Select(x => (DateTimeOffset?)x.At), cancellationToken),
            await DepthAsync(ProcessJobs, work.Where(x => x.Kind != (short)WorkKind.Timer).Select(x => (DateTimeOffset?)x.Due), cancellationToken),
            await DepthAsync(Timers, work.Where(x => x.Kind == (short)WorkKind.Timer).Select(x => (DateTimeOffset?)x.Due), cancellationToken),
            await DepthAsync(Incidents, context.Set<ProcessInstanceRow>().Where(x => x.RetailerId == retailer.Value && x.Incidents > 0).Select(x => (DateTimeOffset?)x.StartedAt), cancellationToken),
        ];
    }

    private static async Task<QueueDepth> MailboxAsync(HubContext context, RetailerId retailer, PartyId party, CancellationToken cancellationToken) => await DepthAsync(
        Mailbox,
        context.Set<MailboxEntryRow>().Where(x => x.RetailerId == retailer.Value && x.PartyId == party.Value && x.Code == null && x.Addressed).Select(x => (DateTimeOffset?)x.ServerTimestamp),
        cancellationToken) with { Party = party };

    private static async Task<QueueDepth> DepthAsync(string name, IQueryable<DateTimeOffset?> waiting, CancellationToken cancellationToken)
    {
        var found = await waiting.GroupBy(static _ => 1).Select(static all => new { Count = all.LongCount(), Oldest = all.Min() }).FirstOrDefaultAsync(cancellationToken);
        return new QueueDepth(name, Party: null, found?.Count ?? 0, found?.Oldest);
    }
}
