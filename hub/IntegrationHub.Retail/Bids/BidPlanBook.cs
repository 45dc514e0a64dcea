using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Bids;

/// <summary>A plan as it is kept.</summary>
/// <param name="Plan">Gaps, and ceilings once they are decided.</param>
/// <param name="Call">Which call made it: a repetition gets the same plan, whatever changed since.</param>
public sealed record StoredPlan(BidPlan Plan, string Call)
{
    /// <summary>SHA-256 of the plan, lower hexadecimal digits: what processes carry in its place.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MarketJson.Write(Plan))));
}

/// <summary>Plans of market events: what is missing, and the highest price for it. Each reckoning is a version. Thread-safe.</summary>
public sealed class BidPlanBook(
    IBusinessRecords records, MarketEventBook events, BidTermsBook terms, DemandBook declared, IForecastSource forecasts, CustomerBook customers, LoadCalendarBook calendars, ContractedEnergy contracted, BidEntries entries,
    DateTimeZone zone)
{
    private const string Gapped = "gap";

    private const string Priced = "priced";

    /// <summary>The newest plan of an event; null where there is none.</summary>
    public async Task<StoredPlan?> FindAsync(string market, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.BidPlan, market, null, cancellationToken).ConfigureAwait(false) is { } record ? Of(record) : null;

    /// <summary>Reckons what is missing: expected consumption less what contracts bring.</summary>
    /// <param name="code">The event.</param>
    /// <param name="call">What a repetition is known by.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Checked<StoredPlan>> GapAsync(string code, string call, string actor, CancellationToken cancellationToken)
    {
        if (await events.FindAsync(code, cancellationToken).ConfigureAwait(false) is not { } market)
            return RetailProblems.NotThere($"market event {code}", "See `ihub market list`.").Bad<StoredPlan>();

        if (await DoneAsync(code, call, cancellationToken).ConfigureAwait(false) is { } done)
            return Checked.Good(done);

        var grid = new EventGrid(market, zone);
        var binding = await records.BindingAsync(market.From, market.To, cancellationToken).ConfigureAwait(false);
        var purchases = await contracted.PurchasesAsync(market, grid, binding, cancellationToken).ConfigureAwait(false);
        var expected = await ExpectedAsync(market, binding, cancellationToken).ConfigureAwait(false);
        return purchases.Value is { } bought && expected.Value is { } needed
            ? await SaveAsync(
                new(BidPlan.Of(code, ContractedEnergy.ByInterval(market, grid, day => needed.Days[day]), bought) with { Demand = needed.Parts }, call), Gapped, "bid-plan.gap", actor, cancellationToken).ConfigureAwait(false)
            : Checked.Bad<StoredPlan>([.. purchases.Problems, .. expected.Problems]);
    }

    /// <summary>Decides the ceilings of the newest plan.</summary>
    public async Task<Checked<StoredPlan>> CeilingAsync(string code, string call, string actor, CancellationToken cancellationToken)
    {
        if (await events.FindAsync(code, cancellationToken).ConfigureAwait(false) is not { } market)
            return RetailProblems.NotThere($"market event {code}", "See `ihub market list`.").Bad<StoredPlan>();

        if (await DoneAsync(code, call, cancellationToken).ConfigureAwait(false) is { } done)
            return Checked.Good(done);

        if (await FindAsync(code, cancellationToken).ConfigureAwait(false) is not { } plan)
            return new Problem(ProblemCodes.BidPlanMissing, $"Nothing says what is missing for {code}.", "gap", "Reckon the gap first: `ihub bid reckon`.").Bad<StoredPlan>();

        var reckoned = await terms.OnAsync(market.From, cancellationToken).ConfigureAwait(false);
        if (reckoned.Value is not { } holding)
            return Checked.Bad<StoredPlan>(reckoned.Problems);

        var price = holding.SellingPrice ?? await contracted.MeanPriceAsync(market, cancellationToken).ConfigureAwait(false);
        if (price is not { } selling)
        {
            return new Problem(
                ProblemCodes.BidSellingPrice, "No retail contract binds, or one of them has no fixed price in the market's currency.", "sellingPrice",
                "Enter a next version of the terms with the price that customers pay.").Bad<StoredPlan>();
        }

        var open = (await entries.ListAsync(BidState.Submitted, cancellationToken).ConfigureAwait(false)).Where(entry => entry.Event != code).Sum(static entry => entry.Worst);
        return await SaveAsync(new(plan.Plan.WithCeilings(holding, selling, market.ToRules().Prices, open), call), Priced, "bid-plan.ceiling", actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a bid from the newest plan and past rounds: a proposal, which a person approves.</summary>
    public async Task<Checked<BidEntry>> ProposeAsync(string code, string number, string actor, CancellationToken cancellationToken)
    {
        var market = await events.FindAsync(code, cancellationToken).ConfigureAwait(false);
        if (market is null || await FindAsync(code, cancellationToken).ConfigureAwait(false) is not { Plan: { IsPriced: true } plan })
            return new Problem(ProblemCodes.BidPlanMissing, $"{code} has no plan with ceilings.", "event", "Have gap and ceiling reckoned first: `ihub bid reckon`.").Bad<BidEntry>();

        var next = await NextAsync(market, plan, cancellationToken).ConfigureAwait(false);
        return next.Value is { } proposed
            ? await entries.WriteAsync(number, code, [.. proposed.Select(static interval => interval.Bid)], actor, cancellationToken).ConfigureAwait(false)
            : Checked.Bad<BidEntry>(next.Problems);
    }

    /// <summary>The same to be looked at: empty where the plan has no ceilings or no terms hold.</summary>
    public async Task<IReadOnlyList<ProposedInterval>> ProposedAsync(MarketEvent market, StoredPlan? plan, CancellationToken cancellationToken) =>
        plan is { Plan: { IsPriced: true } priced } ? (await NextAsync(market, priced, cancellationToken).ConfigureAwait(false)).Value ?? [] : [];

    /// <summary>What would be proposed for a plan with ceilings, without writing it.</summary>
    public async Task<Checked<IReadOnlyList<ProposedInterval>>> NextAsync(MarketEvent market, BidPlan plan, CancellationToken cancellationToken)
    {
        var day = await terms.OnAsync(market.From, cancellationToken).ConfigureAwait(false);
        if (day.Value is not { } holding)
            return Checked.Bad<IReadOnlyList<ProposedInterval>>(day.Problems);

        var rounds = await RoundsAsync(market, cancellationToken).ConfigureAwait(false);
        return Checked.Good<IReadOnlyList<ProposedInterval>>(NextBid.Propose(plan.Gaps, plan.Ceilings, NextBid.Analyse(rounds), market.ToRules(), new(holding.Sure, holding.WinShare), market.PaysAsBid));
    }

    /// <summary>Outcomes of past rounds of the same kind of market with the same intervals, at the prices that are known by now.</summary>
    public async Task<IReadOnlyList<BidOutcome>> RoundsAsync(MarketEvent market, CancellationToken cancellationToken)
    {
        var alike = (await events.ListAsync(cancellationToken).ConfigureAwait(false)).Select(static entry => entry.Event).Where(market.IsLike).ToDictionary(static other => other.Code, StringComparer.Ordinal);
        return [.. (await entries.ListAsync(BidState.Reconciled, cancellationToken).ConfigureAwait(false)).Where(entry => entry.Results is not null && alike.ContainsKey(entry.Event)).Select(entry => entry.Compare(alike[entry.Event].Pricing))];
    }

    /// <summary>What each account that is served will need: what its customer declared, else what a forecast says, else what is contracted; the last two less on days off and under maintenance.</summary>
    private async Task<Checked<ExpectedDemand>> ExpectedAsync(MarketEvent market, IReadOnlyList<ContractLife> binding, CancellationToken cancellationToken)
    {
        var step = market.StepMinutes ?? ContractedEnergy.StepOfDays;
        var accounts = await customers.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var days = ContractedEnergy.Days((market.From, market.To)).Select(day => (
            day, (IReadOnlyList<ContractAccount>)[.. accounts.Where(account => account.ServesOn(day)).Select(static account => new ContractAccount(account.AccountNumber, account.VoltageLevel))]));
        return ExpectedDemand.Sum(
            days,
            [
                (DemandSource.Declared, await declared.ForecastAsync(market.From, market.To, step, cancellationToken).ConfigureAwait(false)),
                (DemandSource.Forecast, await forecasts.ForecastAsync(market.From, market.To, step, cancellationToken).ConfigureAwait(false)),
                (DemandSource.Contracted, new ContractedDemand(binding, accounts, zone)),
            ],
            step,
            (await calendars.ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(static calendar => calendar.Account));
    }

    private async Task<StoredPlan?> DoneAsync(string code, string call, CancellationToken cancellationToken) =>
        (await records.ListAsync(new(RecordKind.BidPlan) { Key = code, Most = 10_000 }, cancellationToken).ConfigureAwait(false)).Select(Of).FirstOrDefault(plan => plan.Call == call);

    private async Task<Checked<StoredPlan>> SaveAsync(StoredPlan plan, string state, string fact, string actor, CancellationToken cancellationToken)
    {
        var code = plan.Plan.Event;
        var version = ((await records.FindAsync(RecordKind.BidPlan, code, null, cancellationToken).ConfigureAwait(false))?.Version ?? 0) + 1;
        var facts = new Dictionary<string, string> { ["event"] = code, ["version"] = version.ToString(CultureInfo.InvariantCulture), ["digest"] = plan.Digest };
        return await records.SaveAsync([new(RecordKind.BidPlan, code, version, state, null, null, MarketJson.WriteUtf8(plan))], [new(fact, facts)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            ? Checked.Good(plan)
            : RetailProblems.SomebodyElse.Bad<StoredPlan>();
    }

    private static StoredPlan Of(BusinessRecord record) => record.Read<StoredPlan>("plan");
}
