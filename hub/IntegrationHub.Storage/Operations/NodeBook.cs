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

    /// <summary>Without a word for so long a node is silent: four reports missed.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(2);

    /// <summary>What ended or fell silent so long ago is of no node any more.</summary>
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(30);

    /// <summary>Keeps what a node tells in the place of what it told before.</summary>
    public Task ReportAsync(RetailerId retailer, NodeReport report, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            var row = await context.Set<NodeRow>().FirstOrDefaultAsync(x => x.RetailerId == retailer.Value && x.Name == report.Name, cancellationToken);
            if (row is null)
                context.Add(row = new NodeRow { RetailerId = retailer.Value, Name = report.Name });
            else if (row.MissedAt is not null || (row.StoppedAt is null && row.StartedAt != report.StartedAt))
                Add(context, retailer, Returned, report.Name, row.SeenAt, report.SeenAt);

            (row.Version, row.StartedAt, row.SeenAt, row.StoppedAt, row.MissedAt) = (report.Version, report.StartedAt, report.SeenAt, report.StoppedAt, null);
            (row.Processors, row.ProcessorLoad, row.MemoryUsed, row.MemoryTotal) = (report.Processors, report.ProcessorLoad, report.MemoryUsed, report.MemoryTotal);
            (row.DiskFree, row.DiskTotal, row.NetworkIn, row.NetworkOut) = (report.DiskFree, report.DiskTotal, report.NetworkIn, report.NetworkOut);
            return true;
        },
        cancellationToken);

    /// <summary>Looks whether all still tell of themselves, and says once of each that does not. Nodes of long ago are forgotten.</summary>
    /// <returns>Names of those that are silent now and were not said to be.</returns>
    public Task<IReadOnlyList<string>> WatchAsync(RetailerId retailer, DateTimeOffset now, CancellationToken cancellationToken) => store.ChangeAsync(
        Scope.Of(retailer),
        async context =>
        {
            var (missing, forgotten) = (now - SilentAfter, now - ForgottenAfter);
            var nodes = context.Set<NodeRow>().Where(x => x.RetailerId == retailer.Value);
            await nodes.Where(x => x.SeenAt < forgotten).ExecuteDeleteAsync(cancellationToken);
            var silent = await nodes.AsNoTracking().Where(x => x.StoppedAt == null && x.MissedAt == null && x.SeenAt < missing).OrderBy(x => x.Name).Select(x => new { x.Name, x.SeenAt }).ToListAsync(cancellationToken);
            var told = new List<string>();
            foreach (var one in silent)
            {
                // Of several nodes that notice at once the first writes; the others wait for it and find it written.
                if (await nodes.Where(x => x.Name == one.Name && x.MissedAt == null && x.SeenAt < missing).ExecuteUpdateAsync(x => x.SetProperty(row => row.MissedAt, now), cancellationToken) == 0)
                    continue;

                Add(context, retailer, Silent, one.Name, one.SeenAt, now);
                told.Add(one.Name);
            }

            return (IReadOnlyList<string>)told;
        },
        cancellationToken);

    /// <summary>Every node that is known, by name.</summary>
    public Task<IReadOnlyList<NodeReport>> ListAsync(RetailerId retailer, CancellationToken cancellationToken) => store.ReadAsync(
        Scope.Of(retailer),
        async context => (IReadOnlyList<NodeReport>)
        [
            .. (await context.Set<NodeRow>().AsNoTracking().Where(x => x.RetailerId == retailer.Value).OrderBy(x => x.Name).ToListAsync(cancellationToken)).Select(static row => new NodeReport(
                row.Name, row.Version, row.StartedAt, row.SeenAt, row.StoppedAt, row.Processors, row.ProcessorLoad, row.MemoryUsed, row.MemoryTotal, row.DiskFree, row.DiskTotal, row.NetworkIn, row.NetworkOut)),
        ],
        cancellationToken);

    private void Add(HubContext context, RetailerId retailer, string kind, string node, DateTimeOffset lastSeen, DateTimeOffset now) => context.Events.Add(EventRows.Of(
        store.Values, retailer,
        new ExchangeEvent(Guid.CreateVersion7(now), now, kind, ExchangeId: null, PartyId: null, EventRow.Hub, EventData.Json(("node", node), ("lastSeen", lastSeen.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture))))));
}
