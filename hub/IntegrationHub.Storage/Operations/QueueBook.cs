using System.Text.Json;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Execution;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Operations;

/// <summary>What waits in one queue.</summary>
/// <param name="Name">One of <see cref="QueueBook"/>'s.</param>
/// <param name="Party">Whose lane or mailbox it is; null of queues that are nobody's.</param>
/// <param name="Count">How many wait.</param>
/// <param name="Oldest">Since when the first of them waits; null where none does.</param>
public sealed record QueueDepth(string Name, PartyId? Party, long Count, DateTimeOffset? Oldest);

/// <summary>What waits everywhere.</summary>
/// <param name="At">When it was looked, by the clock of the database: all nodes find the same age.</param>
public sealed record QueueReading(DateTimeOffset At, IReadOnlyList<QueueDepth> Queues);

/// <summary>How much waits where, and since when. Every look is the range of an index that holds only what waits. Thread-safe.</summary>
public sealed class QueueBook(HubStore store)
{
    /// <summary>Documents of ours whose next step is due, and those that could not be sent and wait for another attempt, by partner. They wait since they were handed in.</summary>
    public const string Outbox = "outbox";

    /// <summary>Documents for a partner that fetches, and that it has not looked at.</summary>
    public const string Mailbox = "mailbox";

    /// <summary>Received documents that the business side has not handled, also where it failed and is tried again. They wait since their receipt.</summary>
    public const string Notices = "notices";

    /// <summary>What the company hands to the customers' side, not yet taken up.</summary>
    public const string Crossings = "crossings";

    /// <summary>Calls and deliveries of processes that are due.</summary>
    public const string ProcessJobs = "process-jobs";

    /// <summary>Timers of processes that are due.</summary>
    public const string Timers = "timers";

    /// <summary>Cases that wait for an operator, since their first open incident; of more than <see cref="MostCases"/> the longest running say since when.</summary>
    public const string Incidents = "incidents";

    /// <summary>Cases whose state is opened to see when their incidents began.</summary>
    private const int MostCases = 100;

    private const short LastOnTheWay = (short)OutboundState.Sent;

    /// <summary>Every queue; lanes and mailboxes of those parties in which something waits.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="mailboxes">Parties that fetch: a mailbox is seen for its party alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<QueueReading> ReadAsync(RetailerId retailer, IEnumerable<PartyId> mailboxes, CancellationToken cancellationToken)
    {
        var (now, own) = await store.ReadAsync(
            Scope.Of(retailer),
            async context =>
            {
                var now = await store.NowAsync(context, cancellationToken);
                return (now, await OwnAsync(context, retailer, now, cancellationToken));
            },
            cancellationToken);
        var queues = new List<QueueDepth>(own);
        foreach (var party in mailboxes)
        {
            if (await store.ReadAsync(Scope.Of(retailer, party), context => MailboxAsync(context, retailer, party, cancellationToken), cancellationToken) is { Count: > 0 } waiting)
                queues.Add(waiting);
        }

        return new QueueReading(now, queues);
    }

    private async Task<IReadOnlyList<QueueDepth>> OwnAsync(HubContext context, RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lanes = await context.Outbound
            .Where(x => x.RetailerId == retailer.Value && x.ClaimableAt != null && (x.ClaimableAt <= now || (x.Attempts > 0 && x.State <= LastOnTheWay)))
            .GroupBy(x => x.PartyId)
            .Select(lane => new { lane.Key, Count = lane.LongCount(), Oldest = lane.Min(x => x.State <= LastOnTheWay ? x.CreatedAt : x.ClaimableAt) }).ToListAsync(cancellationToken);
        var work = context.Set<ProcessWorkRow>().Where(x => x.RetailerId == retailer.Value && x.ClaimableAt <= now);
        return
        [
            .. lanes.OrderBy(static lane => lane.Oldest).Select(static lane => new QueueDepth(Outbox, new PartyId(lane.Key), lane.Count, lane.Oldest)),
            await NoticesAsync(context, retailer, cancellationToken),
            await DepthAsync(Crossings, context.Set<CompanyOutboxRow>().Where(x => x.RetailerId == retailer.Value && x.Number == null).Select(x => (DateTimeOffset?)x.At), cancellationToken),
            await DepthAsync(ProcessJobs, work.Where(x => x.Kind != (short)WorkKind.Timer).Select(x => (DateTimeOffset?)x.Due), cancellationToken),
            await DepthAsync(Timers, work.Where(x => x.Kind == (short)WorkKind.Timer).Select(x => (DateTimeOffset?)x.Due), cancellationToken),
            await IncidentsAsync(context, retailer, cancellationToken),
        ];
    }

    /// <summary>Rows are numbered as they come, and go when they are handled; a failure only puts them off.</summary>
    private static async Task<QueueDepth> NoticesAsync(HubContext context, RetailerId retailer, CancellationToken cancellationToken)
    {
        var waiting = context.Set<NotificationRow>().Where(x => x.RetailerId == retailer.Value);
        var count = await waiting.LongCountAsync(cancellationToken);
        var oldest = count == 0 ? null : await waiting.OrderBy(x => x.Id).Take(1)
            .Join(context.Inbound.Where(x => x.RetailerId == retailer.Value), static notice => notice.ExchangeId, static exchange => exchange.Id, static (_, exchange) => (DateTimeOffset?)exchange.ReceivedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return new QueueDepth(Notices, Party: null, count, oldest);
    }

    /// <summary>The state of a case says when each of its incidents began, and nothing else does. A case whose state does not open has waited since it began, as far as is known, and hides no other.</summary>
    private async Task<QueueDepth> IncidentsAsync(HubContext context, RetailerId retailer, CancellationToken cancellationToken)
    {
        var cases = context.Set<ProcessInstanceRow>().Where(x => x.RetailerId == retailer.Value && x.Incidents > 0);
        var states = await cases.OrderBy(x => x.StartedAt).ThenBy(x => x.Id).Take(MostCases).Select(x => new { x.Id, x.State, x.StartedAt }).ToListAsync(cancellationToken);
        var oldest = states.Min(one => (DateTimeOffset?)(Stuck(retailer, one.Id, one.State) ?? one.StartedAt));
        return new QueueDepth(Incidents, Party: null, states.Count < MostCases ? states.Count : await cases.LongCountAsync(cancellationToken), oldest);
    }

    /// <summary>When the first incident of a case began; null where that cannot be read.</summary>
    private DateTimeOffset? Stuck(RetailerId retailer, Guid id, byte[] state)
    {
        try
        {
            return StateJson.Read(store.Values.Open(SealedColumns.ProcessState, retailer.Value, id, state)).Incidents.Values.Min(static incident => (DateTimeOffset?)incident.At);
        }
        catch (Exception unreadable) when (unreadable is SealedValueException or JsonException)
        {
            return null;
        }
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
