using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Storage.History;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Operations;

/// <summary>The nodes of an installation: each tells of itself, and each looks whether the others still do. Thread-safe.</summary>
/// <remarks>An ordinary start and end is no event; that one stopped telling is (<see cref="Silent"/>, once, whoever notices), and so is its return (<see cref="Returned"/>).</remarks>
public sealed class NodeBook(HubStore store)
{
    /// <summary>Kind of the event that a node stopped telling of itself without having ended.</summary>
    public const string Silent = "node.silent";

    /// <summary>Kind of the event that one is back which was lost: it was missed, or its life before had no end.</summary>
    public const string Returned = "node.returned";

    /// <summary>Kind of the event that somebody said a silent or ended node will not come back.</summary>
    public const string Forgotten = "node.forgotten";

    /// <summary>What ended or fell silent so long ago is of no node any more.</summary>
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(30);

    /// <summary>Keeps what a node tells in the place of what it told before, also where it told that under the name of another machine.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="report">What it tells.</param>
    /// <param name="goesOn">It told something in this life before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False, and nothing is kept, where another node tells under the same mark meanwhile, as with a copied data folder: the one that goes on needs a mark of its own.</returns>
    public Task<bool> ReportAsync(RetailerId retailer, NodeReport report, bool goesOn, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            var mark = report.Name[^NodeReport.MarkLength..];
            var known = await context.Set<NodeRow>().Where(x => x.RetailerId == retailer.Value && x.Name.EndsWith(mark)).ToListAsync(cancellationToken);
            var (row, started) = (known.Find(one => one.Name == report.Name), Kept(report.StartedAt));
            var before = row ?? known.MaxBy(static one => one.SeenAt);
            if (goesOn && before is not null && before.StartedAt != started)
                return false;

            if (before is not null && (before.MissedAt is not null || (before.StoppedAt is null && before.StartedAt != started)))
                Add(context, retailer, Returned, EventRow.Hub, report.SeenAt, ("node", report.Name), ("lastSeen", Told(before.SeenAt)));

            context.RemoveRange(known.Where(one => one != row));
            if (row is null)
                context.Add(row = new NodeRow { RetailerId = retailer.Value, Name = report.Name });

            (row.Version, row.StartedAt, row.SeenAt, row.StoppedAt, row.MissedAt) = (report.Version, started, report.SeenAt, report.StoppedAt, null);
            (row.Processors, row.ProcessorLoad, row.MemoryUsed, row.MemoryTotal) = (report.Processors, report.ProcessorLoad, report.MemoryUsed, report.MemoryTotal);
            (row.DiskFree, row.DiskTotal, row.NetworkIn, row.NetworkOut) = (report.DiskFree, report.DiskTotal, report.NetworkIn, report.NetworkOut);
            return true;
        },
        cancellationToken);

    /// <summary>Looks whether all still tell of themselves, and says once of each that does not. Nodes of long ago are forgotten.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="watch">What the one that looks saw before.</param>
    /// <param name="now">For what is written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Names of those that are silent now and were not said to be.</returns>
    public Task<IReadOnlyList<string>> WatchAsync(RetailerId retailer, NodeWatch watch, DateTimeOffset now, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            var forgotten = now - ForgottenAfter;
            var nodes = context.Set<NodeRow>().Where(x => x.RetailerId == retailer.Value);
            await nodes.Where(x => x.SeenAt < forgotten).ExecuteDeleteAsync(cancellationToken);
            var running = await nodes.AsNoTracking().Where(x => x.StoppedAt == null && x.MissedAt == null).OrderBy(x => x.Name).Select(x => new { x.Name, x.SeenAt }).ToListAsync(cancellationToken);
            var told = new List<string>();
            foreach (var (name, seen) in watch.Look([.. running.Select(static one => (one.Name, one.SeenAt))]))
            {
                // Of several nodes that notice at once the first writes; the others wait for it and find it written.
                if (await nodes.Where(x => x.Name == name && x.MissedAt == null && x.SeenAt == seen).ExecuteUpdateAsync(x => x.SetProperty(row => row.MissedAt, now), cancellationToken) == 0)
                    continue;

                Add(context, retailer, Silent, EventRow.Hub, now, ("node", name), ("lastSeen", Told(seen)));
                told.Add(name);
            }

            return (IReadOnlyList<string>)told;
        },
        cancellationToken);

    /// <summary>Takes away a node that does not tell of itself any more. One that does after all is known again by its next word.</summary>
    /// <param name="retailer">Whose.</param>
    /// <param name="name">Of the node.</param>
    /// <param name="actor">Who says so.</param>
    /// <param name="reason">Why, for those who read the ledger.</param>
    /// <param name="now">For what is written.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<NodeForgetting> ForgetAsync(RetailerId retailer, string name, string actor, string reason, DateTimeOffset now, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            if (await context.Set<NodeRow>().FirstOrDefaultAsync(x => x.RetailerId == retailer.Value && x.Name == name, cancellationToken) is not { } row)
                return NodeForgetting.Unknown;

            if (row is { StoppedAt: null, MissedAt: null })
                return NodeForgetting.Running;

            context.Remove(row);
            Add(context, retailer, Forgotten, actor, now, ("node", name), ("reason", reason), ("lastSeen", Told(row.SeenAt)));
            return NodeForgetting.Done;
        },
        cancellationToken);

    /// <summary>Every node that is known, by name.</summary>
    public Task<IReadOnlyList<NodeReport>> ListAsync(RetailerId retailer, CancellationToken cancellationToken) => store.ReadAsync(
        Scope.Of(retailer),
        async context => (IReadOnlyList<NodeReport>)
        [
            .. (await context.Set<NodeRow>().AsNoTracking().Where(x => x.RetailerId == retailer.Value).OrderBy(x => x.Name).ToListAsync(cancellationToken)).Select(static row => new NodeReport(
                row.Name, row.Version, row.StartedAt, row.SeenAt, row.StoppedAt, row.Processors, row.ProcessorLoad, row.MemoryUsed, row.MemoryTotal, row.DiskFree, row.DiskTotal, row.NetworkIn, row.NetworkOut)
                { MissedAt = row.MissedAt }),
        ],
        cancellationToken);

    /// <summary>An instant as every database keeps it, to the microsecond: a life is told by its start.</summary>
    private static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    private static string Told(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Add(HubContext context, RetailerId retailer, string kind, string actor, DateTimeOffset now, params (string Name, string? Value)[] facts) => context.Events.Add(EventRows.Of(
        store.Values, retailer, new ExchangeEvent(Guid.CreateVersion7(now), now, kind, ExchangeId: null, PartyId: null, actor, EventData.Json(facts))));
}

/// <summary>What became of the wish to forget a node.</summary>
public enum NodeForgetting
{
    Done,

    /// <summary>There is none of this name.</summary>
    Unknown,

    /// <summary>It tells of itself.</summary>
    Running,
}
