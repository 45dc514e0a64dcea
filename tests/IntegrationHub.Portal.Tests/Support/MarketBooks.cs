using System.Globalization;
using IntegrationHub.Host.Demo;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using NodaTime;

namespace IntegrationHub.Portal.Tests.Support;

/// <summary>A market event with a bid, and a month that is settled, in the books of the site.</summary>
internal static class MarketBooks
{
    public const string Event = "DA-PAGES";
    public const string Bid = "B-PAGES-1";

    private static readonly SemaphoreSlim Gate = new(1, 1);

    /// <summary>A day of delivery that no gate is near.</summary>
    public static LocalDate Day { get; } = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(20);

    /// <summary>The month that is settled.</summary>
    public static BillingMonth Month { get; } = BillingMonth.Of(LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusMonths(-1));

    public static string EventOf(string code, DateTimeOffset gate, LocalDate? day = null) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"code":"{{code}}","kind":"dayAhead","party":"{{PortalSite.Center}}","area":"10YIHUB-MARKET0N","from":"{{day ?? Day:uuuu-MM-dd}}","to":"{{day ?? Day:uuuu-MM-dd}}","stepMinutes":60,
         "gateClosure":"{{gate:O}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
         "source":{"province":"Guangdong","document":"rules of the simulated market","article":"1"} }
        """);

    public const string Terms =
        """
        {"code":"PAGES","version":1,"validFrom":"2020-01-01","sellingPrice":420,"fees":2,"operatingCosts":5,"expectedDeviation":0.03,"deviationPrice":100,"targetProfit":10,
         "creditLimit":1000000,"creditUsed":0,"sure":0.6,"winShare":0.8,"source":"test"}
        """;

    /// <summary>A day of demand of everybody who is served.</summary>
    public static async Task<string> DemandAsync(PortalSite site, LocalDate day)
    {
        var load = string.Join(' ', Enumerable.Range(0, 24).Select(static hour => hour is >= 8 and < 20 ? "0.9" : "0.4"));
        return "accountNumber,voltageLevel,day,mwh\n" + string.Concat((await site.Get<CustomerBook>().ListAsync(day, default))
            .Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.AccountNumber},{account.VoltageLevel},{day:uuuu-MM-dd},{load}\n")));
    }

    /// <summary>A bid that was decided: half of each interval at its own price.</summary>
    public static async Task DecideAsync(PortalSite site)
    {
        await Gate.WaitAsync();
        try
        {
            if (await site.Get<BidEntries>().FindAsync(Bid, null, default) is not null)
                return;

            await site.ContractAsync("需求客户");
            Good(await site.Get<MarketEventBook>().ImportAsync(EventOf(Event, TimeProvider.System.GetUtcNow().AddHours(5)), "li.na", default));
            Good(await site.Get<BidTermsBook>().ImportAsync(Terms, "li.na", default));
            Good(await site.Get<DemandBook>().ImportAsync(await DemandAsync(site, Day), "li.na", default));
            var plans = site.Get<BidPlanBook>();
            Good(await plans.GapAsync(Event, "gap", "li.na", default));
            Good(await plans.CeilingAsync(Event, "ceiling", "li.na", default));
            var bid = Good(await plans.ProposeAsync(Event, Bid, "li.na", default));
            IReadOnlyList<IntervalResult> results = [.. bid.Intervals.Select(static interval => new IntervalResult(interval.Position, interval.Quantity, interval.Steps[0].Price))];
            await StepAsync(BidAction.Propose, static bid => bid with { Digest = new string('a', 64) });
            await StepAsync(BidAction.Sign, static bid => bid with { ApprovedBy = ["gao.feng"] });
            await StepAsync(BidAction.Submit, static bid => bid);
            await StepAsync(BidAction.Decide, bid => bid with { Results = results, ResultDocument = "RES-PAGES-1" });
            await StepAsync(BidAction.Reconcile, bid => bid with { Outcome = BidResults.Reconcile(bid.Intervals, results) });
        }
        finally
        {
            Gate.Release();
        }

        async Task StepAsync(BidAction action, Func<BidEntry, BidEntry> change) =>
            Good(await site.Get<BidEntries>().StepAsync(Bid, null, action, "hub", bid => Checked.Good(change(bid)), default));
    }

    /// <summary>A bid in an event whose result gives the energy of its second interval without a price; its number.</summary>
    public static async Task<string> UnpricedAsync(PortalSite site, string market, string number)
    {
        var entries = site.Get<BidEntries>();
        IntervalBid[] bids = [.. Enumerable.Range(1, 2).Select(static position => new IntervalBid(position, [new(Market.Quantities.Energy.FromMegawattHours(1), 410)]))];
        Good(await entries.WriteAsync(number, market, bids, "li.na", default));
        foreach (var action in new[] { BidAction.Propose, BidAction.Sign, BidAction.Submit })
            Good(await entries.StepAsync(number, null, action, "hub", Checked.Good, default));

        IntervalResult[] results = [new(1, bids[0].Quantity, 400), new(2, bids[1].Quantity)];
        Good(await entries.StepAsync(number, null, BidAction.Decide, "hub", bid => Checked.Good(bid.With(results, "RES-" + number, 1, null)), default));
        return number;
    }

    /// <summary>A settled month with two accounts.</summary>
    public static async Task<StoredSettlement> SettleAsync(PortalSite site)
    {
        await Gate.WaitAsync();
        try
        {
            if (await site.Get<SettlementBook>().FindAsync(Month, null, default) is { } there)
                return there;

            await SettlementChapter.TakeOverAsync(site.Node, Month, default);
            Good(await site.Get<ReadingBook>().ImportAsync(SettlementChapter.Readings(Month), ReadingSource.Meter, "wu.xia", default));
            Good(await site.Get<ReadingSubstitution>().FillAsync(Month, "wu.xia", default));
            return Good(await site.Get<SettlementBook>().CalculateAsync(Month, "wu.xia", default));
        }
        finally
        {
            Gate.Release();
        }
    }

    public static T Good<T>(Checked<T> result)
        where T : class
    {
        Assert.Empty(result.Problems);
        return result.Value!;
    }
}
