using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Portal.Data;

/// <summary>Something that was found.</summary>
/// <param name="Kind"><c>exchange</c>, <c>contract</c>, <c>bid</c>, <c>event</c>, <c>customer</c>, <c>package</c>, <c>settlement</c>, <c>process</c>, <c>request</c>, <c>member</c> or <c>entry</c> (of the ledger).</param>
/// <param name="Name">What it is called.</param>
/// <param name="State">Name of the state it is in, or what else tells it from others; may be empty.</param>
/// <param name="Address">Of its page.</param>
public sealed record FoundThing(string Kind, string Name, string State, string Address);

/// <summary>What was found everywhere.</summary>
/// <param name="Things">By kind, the newest of a kind first.</param>
/// <param name="IsCut">Some kind has more than are shown.</param>
/// <param name="BooksClosed">The retailer's books were not looked into: they are closed.</param>
public sealed record FoundEverywhere(IReadOnlyList<FoundThing> Things, bool IsCut, bool BooksClosed);

/// <summary>
/// One question to everything that the hub keeps: identifications of documents, series and metering points, numbers of contracts and bids, codes of events and packages, customers and their accounts, months,
/// keys of cases, partners, and ids of anything. Everybody finds what he may read, and nobody learns that there is something else.
/// </summary>
/// <remarks>What is sealed cannot be searched by a part of it: numbers, codes and identifications are compared whole, names of customers and partners by any part.</remarks>
public sealed class EverythingSearch(
    IExchangeReader exchanges, IPartyRegistry parties, ProcessDesk processes, ContractBook contracts, BidEntries bids, MarketEventBook events, CustomerBook customers, PackageBook packages, SettlementBook settlements,
    ServiceRequestBook requests)
{
    public const int Shortest = 2;
    public const int Longest = 100;

    /// <summary>Of each kind.</summary>
    private const int Most = 20;

    /// <param name="granted">What who asks may.</param>
    /// <param name="actor">The same in processes.</param>
    /// <param name="text">From <see cref="Shortest"/> to <see cref="Longest"/> characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FoundEverywhere> FindAsync(IReadOnlySet<Permission> granted, Actor actor, string text, CancellationToken cancellationToken)
    {
        var found = new List<FoundThing>();
        var closed = false;
        if (May(Permission.ReadExchanges))
        {
            found.AddRange(await ExchangesAsync(text, cancellationToken));
            found.AddRange(Members(text));
        }

        if (May(Permission.ReadProcesses))
            found.AddRange(await CasesAsync(granted, actor, text, cancellationToken));

        try
        {
            if (May(Permission.ReadContracts))
                found.AddRange((await contracts.VersionsAsync(text, cancellationToken)).OrderByDescending(static one => one.Contract.Terms.Version).Select(static one => new FoundThing(
                    "contract", $"{one.Contract.Terms.MRid} / {one.Contract.Terms.Version}", one.Contract.State.ToString(), $"/contracts/{Uri.EscapeDataString(one.Contract.Terms.MRid)}/{one.Contract.Terms.Version}")));

            if (May(Permission.ReadCustomers))
            {
                found.AddRange(await CustomersAsync(text, cancellationToken));
                if (await packages.FindAsync(text, version: null, cancellationToken) is { } package)
                    found.Add(new("package", $"{package.Code} / {package.Version}", "", $"/packages/{Uri.EscapeDataString(package.Code)}/{package.Version}"));
            }

            if (May(Permission.ReadBids))
                found.AddRange(await BidsAsync(text, cancellationToken));

            if (May(Permission.ReadSettlements) && BillingMonth.TryParse(text, out var month))
                found.AddRange((await settlements.ListAsync(month, cancellationToken)).Select(static one => new FoundThing("settlement", $"{one.Month} / {one.Version}", one.State.ToString(), $"/settlements/{one.Month}/{one.Version}")));
        }
        catch (ConfidentialRefusedException)
        {
            closed = true;
        }

        if (Guid.TryParse(text, out var id))
            found.AddRange(await ByIdAsync(granted, actor, id, cancellationToken));

        var byKind = found.DistinctBy(static one => one.Address).GroupBy(static one => one.Kind).ToList();
        return new FoundEverywhere([.. byKind.SelectMany(static kind => kind.Take(Most))], byKind.Any(static kind => kind.Count() > Most), closed);

        bool May(Permission permission) => granted.Contains(permission);
    }

    private async Task<IEnumerable<FoundThing>> ExchangesAsync(string text, CancellationToken cancellationToken)
    {
        var found = new List<ExchangeSummary>();
        var one = new ExchangeFilter(Max: Most + 1);
        foreach (var filter in new[] { one with { MRid = text }, one with { Series = text }, one with { MeteringPoint = text } })
            found.AddRange(await exchanges.SearchAsync(RetailerId.Default, filter, cancellationToken));

        return found.DistinctBy(static exchange => exchange.Id).OrderByDescending(static exchange => exchange.Id).Select(Of);
    }

    private static FoundThing Of(ExchangeSummary one) =>
        new("exchange", one.MRid is null ? one.Profile ?? one.RootElement ?? one.Id.ToString() : $"{one.MRid} / {one.Revision}", one.State, $"/exchanges/{one.Id}");

    private IEnumerable<FoundThing> Members(string text) => parties.Current.Parties
        .Where(party => party.Code.Value == text || Has(party.Name, text) || Has(party.DisplayName, text)).OrderBy(static party => party.Name, StringComparer.Ordinal)
        .Select(static party => new FoundThing("member", party.Name, party.Code.Value, $"/members/{Uri.EscapeDataString(party.Name)}"));

    private async Task<IEnumerable<FoundThing>> CasesAsync(IReadOnlySet<Permission> granted, Actor actor, string text, CancellationToken cancellationToken) =>
        ((await processes.InstancesAsync(actor, new InstanceQuery(Process: null, text, Status: null, OnlyWithIncidents: false, After: null, Most + 1), cancellationToken)).Value ?? [])
        .Where(row => CaseValueTable.MaySee(granted, row.Definition.Process)).Select(Of);

    private static FoundThing Of(InstanceRow row) => new("process", $"{row.Definition.Process} {row.State.BusinessKey}", row.State.Status.ToString(), $"/processes/{row.Id}");

    private async Task<IEnumerable<FoundThing>> CustomersAsync(string text, CancellationToken cancellationToken) =>
        (await customers.ListAsync(on: null, cancellationToken)).Where(account => account.AccountNumber == text || Has(account.CustomerName, text)).Select(static account => account.CustomerName)
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static name => new FoundThing("customer", name, "", $"/customers?search={Uri.EscapeDataString(name)}"));

    private async Task<IReadOnlyList<FoundThing>> BidsAsync(string text, CancellationToken cancellationToken)
    {
        var found = new List<FoundThing>();
        if (await bids.FindAsync(text, version: null, cancellationToken) is { } bid)
            found.Add(new("bid", $"{bid.Number} / {bid.Version}", bid.State.ToString(), $"/bids/{Uri.EscapeDataString(bid.Number)}/{bid.Version}"));

        if (await events.FindAsync(text, cancellationToken) is { } market)
            found.Add(new("event", market.Code, "", $"/bids/events/{Uri.EscapeDataString(market.Code)}"));

        return found;
    }

    /// <summary>Ids are those of exchanges, cases, requests and entries of the ledger; whose it is is found by asking all of them.</summary>
    private async Task<IReadOnlyList<FoundThing>> ByIdAsync(IReadOnlySet<Permission> granted, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = new List<FoundThing>();
        if (granted.Contains(Permission.ReadExchanges) && await exchanges.FindAsync(RetailerId.Default, id, cancellationToken) is { } exchange)
            found.Add(Of(exchange.Summary));

        if (granted.Contains(Permission.ReadProcesses) && (await processes.InstanceAsync(actor, id, cancellationToken)).Value is { } row && CaseValueTable.MaySee(granted, row.Definition.Process))
            found.Add(Of(row));

        if (granted.Contains(Permission.ReadRequests) && await requests.FindAsync(id, cancellationToken) is { } request)
            found.Add(new("request", request.CustomerName, request.Request.Topic.ToString(), $"/requests/{id:D}"));

        if (granted.Contains(Permission.ReadLedger) && await LedgerReading.EventAsync(granted, exchanges, id, cancellationToken) is { } entry)
            found.Add(new("entry", entry.Kind, entry.Actor, $"/ledger/{id:D}"));

        return found;
    }

    private static bool Has(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
