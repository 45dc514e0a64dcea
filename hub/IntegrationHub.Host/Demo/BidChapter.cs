using System.Globalization;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Host.Demo;

/// <summary>A bid goes through its process before its gate closes: gap, ceiling, proposed by one person, approved by another, sent, acknowledged, decided, compared.</summary>
internal sealed class BidChapter : DemoChapter
{
    private const string Event = "DEMO-DA";

    private const string Bid = "DEMO-B-0001";

    public override string Title => "A bid before the gate closes";

    public override async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        // The second day of supply: whatever the day of the month, its gate at the trading center is open.
        var day = OnboardingChapter.BeginsAfter(stage.Today).PlusDays(1);
        var gate = stage.Time.GetUtcNow().AddHours(4);
        await PrepareAsync(stage, day, gate, cancellationToken);
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"  the trading center announces {Event} for {day:uuuu-MM-dd}; customers have declared their demand"));

        var hands = stage.Hands;
        var variables = ContextValue.Of(("event", Value.Of(Event)), ("gateClosure", Value.Of(gate)));
        var id = await hands.StartAsync("bid-submission", Event, variables, cancellationToken);
        await hands.AtAsync(id, "propose", cancellationToken);
        var plans = stage.Get<BidPlanBook>();
        var plan = (await plans.FindAsync(Event, cancellationToken))!.Plan;
        stage.Say(string.Create(CultureInfo.InvariantCulture, $"  {plan.Intervals.Sum(static interval => interval.Gap.MegawattHours):0.#} MWh are missing; the ceiling follows from contract prices, costs and profit ({Commands.Words.Of(plan.Intervals[0].Bound!.Value)} binds)"));

        OnboardingChapter.Must(await plans.ProposeAsync(Event, Bid, "anna", cancellationToken));
        await hands.DoAsync(id, "propose", "anna", $$"""{"bid": "{{Bid}}"}""", cancellationToken);
        await hands.DoAsync(id, "approve", "bert", """{"decision": "approve"}""", cancellationToken);
        stage.Say($"  anna proposes {Bid}, bert approves the text that leaves");

        var end = await hands.EndAsync(id, cancellationToken);
        var bid = (await stage.Get<BidEntries>().FindAsync(Bid, null, cancellationToken))!;
        if (bid is not { State: BidState.Reconciled, Outcome: { } outcome })
        {
            throw new RefusedException("DEMO_CASE", $"the bid is {Commands.Words.Of(bid.State)} ({end.Status})", "Run it again with --keep DIR and look at `ihub instance list`.");
        }

        stage.Say($"  sent in time, acknowledged, decided: {outcome.Awarded} of {outcome.Bid} are bought, {outcome.Findings.Count} contradictions with the bid");
        return
        [
            new("bid", Direction.Out, Bid, "Accepted"),
            new("prices after the bid (pushed)", Direction.In, $"PUB-{Bid}-1", "Accepted"),
            new("load of the zone (pulled)", Direction.In, $"LOAD-{Bid}-1", "Accepted"),
            new("result of the auction (pushed)", Direction.In, $"RES-{Bid}-1", "Accepted"),
        ];
    }

    private static async Task PrepareAsync(DemoStage stage, NodaTime.LocalDate day, DateTimeOffset gate, CancellationToken cancellationToken)
    {
        var market = string.Create(CultureInfo.InvariantCulture, $$"""
            {"code":"{{Event}}","kind":"dayAhead","party":"{{CenterFolder.CenterName}}","area":"{{CenterFolder.Domain.Value}}","from":"{{day:uuuu-MM-dd}}","to":"{{day:uuuu-MM-dd}}","stepMinutes":60,
             "gateClosure":"{{gate:O}}","currency":"CNY","lowestPrice":0,"highestPrice":600,"priceTick":0.01,"quantityStep":0.1,"mostSteps":10,
             "source":{"province":"Guangdong","document":"rules of the simulated market","article":"1"} }
            """);
        const string Terms =
            """
            {"code":"DEMO","version":1,"validFrom":"2020-01-01","fees":2,"operatingCosts":5,"expectedDeviation":0.03,"deviationPrice":100,"targetProfit":10,
             "creditLimit":1000000,"creditUsed":0,"sure":0.6,"winShare":0.8,"source":"demo"}
            """;
        OnboardingChapter.Must(await stage.Get<MarketEventBook>().ImportAsync(market, "anna", cancellationToken));
        OnboardingChapter.Must(await stage.Get<BidTermsBook>().ImportAsync(Terms, "bert", cancellationToken));
        var load = string.Join(' ', Enumerable.Range(0, 24).Select(static hour => hour is >= 8 and < 20 ? "0.9" : "0.4"));
        var rows = (await stage.Get<CustomerBook>().ListAsync(day, cancellationToken))
            .Select(account => string.Create(CultureInfo.InvariantCulture, $"{account.AccountNumber},{account.VoltageLevel},{day:uuuu-MM-dd},{load}\n"));
        OnboardingChapter.Must(await stage.Get<DemandBook>().ImportAsync("accountNumber,voltageLevel,day,mwh\n" + string.Concat(rows), "anna", cancellationToken));
    }
}
