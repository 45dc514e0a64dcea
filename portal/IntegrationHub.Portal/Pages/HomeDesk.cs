using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Deliveries;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.Consents;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Portal.Pages;

/// <summary>What home shows to whom. Every part is read for who may see it alone, and none reads more than it shows or the days that it is about.</summary>
internal sealed class HomeDesk(
    IExchangeReader exchanges, IOperations operations, ExchangePages pages, TaskLists tasks, ProcessDesk processes, MarketEventBook events, ContractBook contracts, DeliveryBook deliveries, DeliveryWatch watch,
    ParameterBook parameters, ConsentReaching reaching, AccountAdministration accounts, TimeZones zones, PortalSettings settings, TimeProvider time)
{
    private const int Few = 8;

    /// <summary>Gates of what is delivered within so many days: those of longer products close earlier and stand on the page of bids.</summary>
    private const int DaysAhead = 45;

    /// <summary>Contracts with warnings that are opened to find the most urgent ones of a person: those with somebody to tell come first, and all of them stand on the page of deliveries.</summary>
    private const int MostWarned = 500;

    /// <summary>Home of somebody.</summary>
    /// <param name="who">Who looks.</param>
    /// <param name="actor">The same in processes.</param>
    /// <param name="live">True for a page that only keeps itself new, at every change, up to once a second: it takes the live regions and nothing else, so that all other parts are left empty and not read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HomeModel> ReadAsync(SignedIn who, Actor actor, bool live, CancellationToken cancellationToken)
    {
        var (reads, now) = (May(Permission.ReadExchanges), time.GetUtcNow());
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, settings.TimeZone).DateTime);
        var yesterday = today.AddDays(-1);

        // They have nothing to do with each other, and are asked at once.
        var counts = reads ? CountedAsync() : Task.FromResult<ExchangeCounts?>(null);
        var gates = Asked(Whole(Permission.ReadBids), () => OpenBooksAsync(() => GatesAsync(today, zones.Start(yesterday), now, cancellationToken)));
        var incidents = Asked(May(Permission.ReadProcesses), () => IncidentsAsync(who, actor, cancellationToken));
        var newest = Asked(reads, async () => pages.Rows(await exchanges.SearchAsync(RetailerId.Default, new ExchangeFilter(Max: Few), cancellationToken)));
        var alarms = Asked(Whole(Permission.ReadExchanges) || Whole(Permission.ReadOperations), () => operations.AlarmsAsync(who.Permissions, cancellationToken));
        var reviews = Asked(Whole(Permission.ReadLedger), () => LedgerReading.ReviewsAsync(who.Permissions, exchanges, Few, cancellationToken));
        var own = Asked<TaskRow>(May(Permission.DoTasks), async () => [.. (await tasks.ReadAsync(who, actor, new TaskQuestion("", null, null), after: null, cancellationToken)).Rows.Take(Few)]);
        var warnings = Asked(Whole(Permission.ReadContracts), () => OpenBooksAsync(() => WarningsAsync(who, actor, cancellationToken)));
        var figures = Asked(Whole(Permission.KeepReadings), () => OpenBooksAsync(() => MissingFiguresAsync(cancellationToken)));
        var persons = Asked<ListedAccount>(Whole(Permission.ManagePeople), async () => [.. (await accounts.WaitingForAsync(who.Account, cancellationToken)).Take(Few)]);
        var agreements = Asked(Whole(Permission.ReadContracts), () => OpenBooksAsync(() => AgreementsAsync(cancellationToken)));
        var standing = Asked(Whole(Permission.ReadOperations), () => OfOperationsAsync(cancellationToken));
        await Task.WhenAll(counts, gates, incidents, newest, alarms, reviews, own, warnings, figures, persons, agreements, standing);

        return new HomeModel(yesterday, await counts, await newest, await alarms, await reviews, await own, await warnings, await figures)
        {
            Gates = [.. (await gates).Where(gate => gate.Event.GateClosure > now).Take(Few)],
            Incidents = await incidents,
            Persons = await persons,
            Agreements = await agreements,
            Failures = live ? [] : [.. reads ? operations.Unreached.Select(static name => new HomeFailure("unreached", 1, name, $"/members/{Uri.EscapeDataString(name)}")) : [], .. OfExchanges(await counts, yesterday), .. OfGates(await gates, zones.Start(yesterday), now), .. await standing],
        };

        async Task<ExchangeCounts?> CountedAsync() => await exchanges.CountAsync(RetailerId.Default, zones.Start(yesterday), cancellationToken);

        bool May(Permission permission) => who.Permissions.Contains(permission);

        // Of a part in no live region.
        bool Whole(Permission permission) => !live && May(permission);
    }

    /// <summary>Nothing of what the person may not see.</summary>
    private static Task<IReadOnlyList<T>> Asked<T>(bool may, Func<Task<IReadOnlyList<T>>> read) => may ? read() : Task.FromResult<IReadOnlyList<T>>([]);

    /// <summary>Nothing while the books are closed, which their pages tell.</summary>
    private static async Task<IReadOnlyList<T>> OpenBooksAsync<T>(Func<Task<IReadOnlyList<T>>> read)
    {
        try
        {
            return await read();
        }
        catch (ConfidentialRefusedException)
        {
            return [];
        }
    }

    /// <summary>Gates that were missed since an instant, then those that close next.</summary>
    private async Task<IReadOnlyList<(MarketEvent Event, bool Missed)>> GatesAsync(DateOnly today, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (found, next) = (new List<(MarketEvent Event, bool Missed)>(), 0);
        await foreach (var gate in events.WithinAsync(today.AddDays(-1), today.AddDays(DaysAhead), (market, missed) => market.GateClosure > now || (missed && market.GateClosure > since), cancellationToken))
        {
            found.Add(gate);
            if (gate.Event.GateClosure > now && ++next == Few)
                break;
        }

        return found;
    }

    private async Task<IReadOnlyList<InstanceRow>> IncidentsAsync(SignedIn who, Actor actor, CancellationToken cancellationToken)
    {
        var found = await processes.InstancesAsync(actor, new InstanceQuery(null, null, null, OnlyWithIncidents: true, null, 2 * Few), cancellationToken);
        return [.. (found.Value ?? []).Where(row => PortalActors.MaySee(who, row.Definition.Process)).Take(Few)];
    }

    /// <summary>Offered ones wait for their customer, agreed ones for our signature.</summary>
    private async Task<IReadOnlyList<HomeAgreement>> AgreementsAsync(CancellationToken cancellationToken)
    {
        List<StoredContract> waiting = [.. await contracts.WaitingAsync(ContractState.Agreed, Few, cancellationToken), .. await contracts.WaitingAsync(ContractState.Offered, Few, cancellationToken)];
        return [.. waiting.Zip(await reaching.OfAsync(waiting.ConvertAll(static stored => stored.Contract), cancellationToken)).Select(static one => new HomeAgreement(one.First, one.Second))];
    }

    /// <summary>Contracts with warnings that concern the person, the most urgent ones.</summary>
    private async Task<IReadOnlyList<StoredDelivery>> WarningsAsync(SignedIn who, Actor actor, CancellationToken cancellationToken)
    {
        var warned = await deliveries.WarnedAsync(DeliveryWatch.MonthOn(watch.Today), MostWarned, cancellationToken);
        return [.. DeliveryRows.Urgent(warned.Where(one => DeliveryRows.Concerns(one, who, actor))).Take(Few)];
    }

    /// <summary>Names of the figures that nobody entered for today.</summary>
    private async Task<IReadOnlyList<string>> MissingFiguresAsync(CancellationToken cancellationToken) =>
        [.. (await parameters.FindAsync(cancellationToken)).MissingOn(watch.Today).Select(static problem => problem.Where)];

    private static IEnumerable<HomeFailure> OfExchanges(ExchangeCounts? counts, DateOnly since)
    {
        if (counts is null)
            yield break;

        var from = since.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (counts.Quarantined > 0)
            yield return new HomeFailure("quarantined", counts.Quarantined, "", "/exchanges?state=Quarantined");

        foreach (var (what, state) in new[] { ("expired", "Expired"), ("rejected", "Rejected"), ("refused", "Refused") })
        {
            if (counts.ByState.GetValueOrDefault(state) is > 0 and var count)
                yield return new HomeFailure(what, count, "", $"/exchanges?state={state}&from={from}");
        }
    }

    /// <summary>Gates that closed since yesterday without a bid of ours.</summary>
    private static IEnumerable<HomeFailure> OfGates(IReadOnlyList<(MarketEvent Event, bool Missed)> gates, DateTimeOffset since, DateTimeOffset now) =>
        gates.Where(gate => gate.Missed && gate.Event.GateClosure > since && gate.Event.GateClosure <= now)
            .Select(static gate => new HomeFailure("missed", 1, gate.Event.Code, $"/bids/events/{Uri.EscapeDataString(gate.Event.Code)}"));

    private async Task<IReadOnlyList<HomeFailure>> OfOperationsAsync(CancellationToken cancellationToken)
    {
        var (nodes, queues) = await operations.ReadRecentStandingAsync(cancellationToken);
        return
        [
            .. nodes.Where(static node => node.State == InstalledNode.Silent).Select(static node => new HomeFailure("silent", 1, node.Name, "/operations#nodes")),
            .. queues.Where(static queue => queue.Late).Select(static queue => new HomeFailure("late-" + queue.Name, queue.Count, queue.Party ?? "", queue switch
            {
                { Name: "incidents" } => "/processes?incidents=true",
                { Party: { } party } => $"/members/{Uri.EscapeDataString(party)}",
                _ => "/operations#queues",
            })),
        ];
    }
}

/// <summary>Something that failed, with where it is put right.</summary>
/// <param name="What">Word of the group <c>failure</c>.</param>
/// <param name="Count">How many of it.</param>
/// <param name="Name">Which one; empty where it is about several.</param>
/// <param name="Address">Of the page.</param>
public sealed record HomeFailure(string What, long Count, string Name, string Address);

/// <summary>A contract that waits for a signature or a consent.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Reach">Whether the side that it waits for can get a code; <c>null</c> where it waits for ours.</param>
public sealed record HomeAgreement(StoredContract Contract, ConsentReach? Reach);

/// <summary>What home shows; parts that the person may not see are empty.</summary>
/// <param name="Since">Day from which settled exchanges count.</param>
/// <param name="Counts">Open ones, and those that were settled since.</param>
/// <param name="Newest">Exchanges, newest first.</param>
/// <param name="Alarms">Newest first.</param>
/// <param name="Reviews">Newest first.</param>
/// <param name="Tasks">The person's own, those due first in front.</param>
/// <param name="Warnings">Contracts with warnings that concern the person.</param>
/// <param name="MissingFigures">Names of the retailer's parameters without a figure for today.</param>
public sealed record HomeModel(DateOnly Since, ExchangeCounts? Counts, IReadOnlyList<ExchangeRow> Newest, IReadOnlyList<Alarm> Alarms, IReadOnlyList<Review> Reviews, IReadOnlyList<TaskRow> Tasks,
    IReadOnlyList<StoredDelivery> Warnings, IReadOnlyList<string> MissingFigures)
{
    /// <summary>Persons of whom something waits for this administrator.</summary>
    public IReadOnlyList<ListedAccount> Persons { get; init; } = [];

    /// <summary>Gates that close next, the first in front.</summary>
    public IReadOnlyList<(MarketEvent Event, bool Missed)> Gates { get; init; } = [];

    /// <summary>Cases that wait for an operator.</summary>
    public IReadOnlyList<InstanceRow> Incidents { get; init; } = [];

    /// <summary>Contracts that wait for our signature, then those that wait for their customer.</summary>
    public IReadOnlyList<HomeAgreement> Agreements { get; init; } = [];

    /// <summary>What failed since yesterday, or stands still.</summary>
    public IReadOnlyList<HomeFailure> Failures { get; init; } = [];
}
