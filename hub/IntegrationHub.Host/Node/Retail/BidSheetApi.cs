using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What is missing in a market event, for how much at most, what would be proposed; and what a bid bought beside what was planned and bid. By the books of the pages, for those who trade.</summary>
internal sealed class BidSheetApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services.AddSingleton(hub.GetRequiredService<BidPlanBook>());

    public void Map(RouteGroupBuilder api)
    {
        var market = api.MapGroup("/market-events/{code}").WithTags("bids").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        market.MapGet("", EventAsync).WithName("getMarketEvent").WithContentLooks().ForPersons(Permission.ReadBids).WithSummary("Gap and ceiling of a market event by interval, where its demand is from, and what would be proposed");
        market.MapPost("/proposals", ProposeAsync).WithName("proposeBid").ForPersons(Permission.KeepBids).WithSummary("Writes a bid from plan and past rounds; it is proposed, approved and signed in the process").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/bids/{number}/result", ResultAsync).WithTags("bids").WithName("getBidResult").WithContentLooks().ForPersons(Permission.ReadBids).WithSummary("A bid by interval: planned, bid and bought, and where the result contradicts the bid")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<MarketEventSheet>, ProblemHttpResult>> EventAsync(
        HttpContext http, IRequestActor actors, Callers callers, MarketEventBook events, BidPlanBook plans, BidEntries entries, BidServices bids, string code) =>
        RetailApi.AsAsync<MarketEventSheet>(http, actors, callers, Permission.ReadBids, async _ =>
        {
            if (await events.FindEntryAsync(code, http.RequestAborted) is not var (market, missed))
                return Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"market event {code}", "Look at the list of market events."))]);

            var plan = await plans.FindAsync(code, http.RequestAborted);
            var next = await plans.ProposedAsync(market, plan, http.RequestAborted);
            var numbers = (await entries.ListAsync(state: null, http.RequestAborted)).Where(bid => bid.Event == code).Select(static bid => bid.Number).Distinct(StringComparer.Ordinal);
            return TypedResults.Ok(MarketEventSheet.Of(MarketEventView.Of(market, missed), bids.GridOf(market), plan, next, [.. numbers]));
        });

    private static Task<Results<Ok<BidView>, ProblemHttpResult>> ProposeAsync(HttpContext http, IRequestActor actors, Callers callers, MarketEventBook events, BidPlanBook plans, string code, ProposalOrder order) =>
        RetailApi.AsAsync<BidView>(http, actors, callers, Permission.KeepBids, async actor => await events.FindAsync(code, http.RequestAborted) is null
            ? Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"market event {code}", "Look at the list of market events."))])
            : RetailApi.Answer(await plans.ProposeAsync(code, order.Number.Trim(), actor.User, http.RequestAborted), static bid => BidView.Of(bid, null)));

    private static Task<Results<Ok<BidResultView>, ProblemHttpResult>> ResultAsync(HttpContext http, IRequestActor actors, Callers callers, BidEntries entries, MarketEventBook events, BidPlanBook plans, BidServices bids, string number, int? version) =>
        RetailApi.AsAsync<BidResultView>(http, actors, callers, Permission.ReadBids, async _ =>
        {
            if (await entries.FindAsync(number, version, http.RequestAborted) is not { } bid || await events.FindAsync(bid.Event, http.RequestAborted) is not { } market)
                return Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"bid {number}", "Look at the list of bids."))]);

            var counting = (await entries.CountingAsync(number, http.RequestAborted))?.Version;
            return TypedResults.Ok(BidResultView.Of(bid, market, bids.GridOf(market), (await plans.FindAsync(bid.Event, http.RequestAborted))?.Plan, counting));
        });
}

/// <param name="Number">Of the bid to be.</param>
internal sealed record ProposalOrder(string Number);

/// <summary>A market event with its newest plan.</summary>
/// <param name="Plan">Digest of the plan, as processes carry it; null before gap and ceiling were reckoned.</param>
/// <param name="Terms">Code and version of the terms, once ceilings are decided.</param>
/// <param name="CreditLeft">Room of the credit, once ceilings are decided.</param>
/// <param name="Demand">Where the expected consumption is from.</param>
/// <param name="Proposed">The next bid by plan and past rounds; empty where the plan has no ceilings or no terms hold.</param>
/// <param name="Bids">Numbers of bids in it.</param>
internal sealed record MarketEventSheet(
    MarketEventView Event, string? Plan, string? Terms, decimal? CreditLeft, IReadOnlyList<DemandPartView> Demand, IReadOnlyList<PlannedIntervalView> Intervals, IReadOnlyList<ProposedIntervalView> Proposed, IReadOnlyList<string> Bids)
{
    public static MarketEventSheet Of(MarketEventView market, EventGrid grid, StoredPlan? stored, IReadOnlyList<ProposedInterval> proposed, IReadOnlyList<string> bids) => new(
        market, stored?.Digest, stored?.Plan.Terms, stored?.Plan.Credit?.Left,
        [.. (stored?.Plan.Demand ?? []).Select(static part => new DemandPartView(part.Source, part.Energy.MegawattHours, part.AccountDays, part.Reduced.MegawattHours))],
        [.. (stored?.Plan.Intervals ?? []).Select(interval => new PlannedIntervalView(
            interval.Position, grid.IntervalOf(interval.Position).Start, interval.Expected.MegawattHours, interval.Contracted.MegawattHours, interval.Gap.MegawattHours, interval.Ceiling, interval.Bound))],
        [.. proposed.Select(static one => new ProposedIntervalView(one.Bid.Position, [.. one.Bid.Steps.Select(static step => new BidStepView(step.Quantity.MegawattHours, step.Price))], one.Bound, one.Rounds, one.PastPrice))], bids);
}

/// <summary>What a source says of the expected consumption.</summary>
/// <param name="ReducedMegawattHours">Less for days off and maintenance.</param>
internal sealed record DemandPartView(DemandSource Source, decimal MegawattHours, int AccountDays, decimal ReducedMegawattHours);

/// <summary>An interval of a plan.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Bound">What bounds the ceiling.</param>
internal sealed record PlannedIntervalView(int Position, DateTimeOffset From, decimal ExpectedMegawattHours, decimal ContractedMegawattHours, decimal GapMegawattHours, decimal? Ceiling, CeilingBound? Bound);

/// <summary>An interval of what would be proposed.</summary>
/// <param name="Rounds">Past rounds that it is made with.</param>
/// <param name="PastPrice">Their price.</param>
internal sealed record ProposedIntervalView(int Position, IReadOnlyList<BidStepView> Steps, CeilingBound Bound, int Rounds, decimal? PastPrice);

/// <summary>A step of a bid.</summary>
internal sealed record BidStepView(decimal MegawattHours, decimal Price);

/// <summary>A bid beside its plan and its result.</summary>
/// <param name="Counting">Number of the version whose result counts; null where none has one.</param>
/// <param name="AwardedMegawattHours">What was bought; null without a result.</param>
/// <param name="Cost">What it costs, at the prices that are known.</param>
/// <param name="Findings">Where the result contradicts the bid; null without a result.</param>
internal sealed record BidResultView(string Number, int Version, BidState State, int? Counting, decimal? AwardedMegawattHours, decimal? Cost, IReadOnlyList<Problem>? Findings, IReadOnlyList<BidIntervalView> Intervals)
{
    public static BidResultView Of(BidEntry bid, MarketEvent market, EventGrid grid, BidPlan? plan, int? counting)
    {
        var planned = plan?.Intervals.ToDictionary(static interval => interval.Position) ?? [];
        var steps = bid.Intervals.ToDictionary(static interval => interval.Position);
        var given = bid.ResultsAt(market.Pricing).ToLookup(static result => result.Position);
        return new(
            bid.Number, bid.Version, bid.State, counting, bid.Outcome?.Awarded.MegawattHours, bid.Outcome?.Cost, bid.Outcome?.Findings,
            [.. Enumerable.Range(1, grid.Count).Select(position => BidIntervalView.Of(position, grid.IntervalOf(position).Start, planned.GetValueOrDefault(position), steps.GetValueOrDefault(position), given[position].FirstOrDefault()))]);
    }
}

/// <summary>An interval with everything that belongs to it; null is what there is not.</summary>
/// <param name="Price">What is paid per MWh.</param>
internal sealed record BidIntervalView(
    int Position, DateTimeOffset From, decimal? ExpectedMegawattHours, decimal? ContractedMegawattHours, decimal? GapMegawattHours, decimal? Ceiling, CeilingBound? Bound, IReadOnlyList<BidStepView> Steps,
    decimal? AwardedMegawattHours, decimal? Price, decimal? Cost)
{
    public static BidIntervalView Of(int position, DateTimeOffset from, PlannedInterval? planned, IntervalBid? bid, IntervalResult? result) => new(
        position, from, planned?.Expected.MegawattHours, planned?.Contracted.MegawattHours, planned?.Gap.MegawattHours, planned?.Ceiling, planned?.Bound,
        [.. (bid?.Steps ?? []).Select(static step => new BidStepView(step.Quantity.MegawattHours, step.Price))], result?.Awarded.MegawattHours, result?.Price, result?.Cost);
}
