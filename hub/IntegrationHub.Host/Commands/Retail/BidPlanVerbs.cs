using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Bids;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>What verbs on plans print.</summary>
internal abstract class BidPlanVerbBase : RetailVerb
{
    protected Argument<string> Event { get; } = new("event") { Description = "Code of the market event" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(Event);
    }

    protected static ExitCode Show(CommandContext context, StoredPlan stored)
    {
        var plan = stored.Plan;
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                plan.Event, plan.Terms, stored.Digest, CreditLeft = plan.Credit?.Left,
                Demand = plan.Demand?.Select(static part => new { Source = Words.Of(part.Source), Mwh = part.Energy.MegawattHours, part.AccountDays, ReducedMwh = part.Reduced.MegawattHours }),
                Intervals = plan.Intervals.Select(static interval => new
                {
                    interval.Position, Expected = interval.Expected.MegawattHours, Contracted = interval.Contracted.MegawattHours, Gap = interval.Gap.MegawattHours, interval.Ceiling,
                    Bound = interval.Bound is { } bound ? Words.Of(bound) : null,
                }),
            });
            return ExitCode.Ok;
        }

        var table = new TextTable("interval", "expected MWh", "contracted", "gap", "ceiling", "bound");
        foreach (var interval in plan.Intervals)
        {
            table.Row(
                interval.Position.ToString(CultureInfo.InvariantCulture), Number(interval.Expected.MegawattHours), Number(interval.Contracted.MegawattHours), Number(interval.Gap.MegawattHours),
                interval.Ceiling is { } ceiling ? Number(ceiling) : "-", interval.Bound is { } bound ? Words.Of(bound) : "-");
        }

        context.Answer.Table(table);
        foreach (var part in plan.Demand ?? [])
            context.Answer.Line($"{Words.Of(part.Source)}: {Number(part.Energy.MegawattHours)} MWh of {part.AccountDays} account days{(part.Reduced > Energy.Zero ? $", {Number(part.Reduced.MegawattHours)} MWh less for days off and maintenance" : "")}");

        context.Answer.Line($"plan {stored.Digest}{(plan.Credit is { } credit ? $", credit left {Number(credit.Left)}" : "")}");
        return ExitCode.Ok;
    }

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary><c>ihub bid plan</c>: the newest plan of an event.</summary>
internal sealed class BidPlanVerb : BidPlanVerbBase
{
    public override string Path => "bid plan";

    public override string Description => "Show gap and price ceiling of a market event, interval by interval";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken) =>
        await bench.Book<BidPlanBook>().FindAsync(context.Get(Event)!, cancellationToken) is { } plan
            ? Show(context, plan)
            : throw new RefusedException("BID_PLAN_MISSING", $"{context.Get(Event)} has no plan", "Reckon it with `ihub bid reckon`.");
}

/// <summary><c>ihub bid reckon</c>: gap and ceiling of an event, anew. Bids that were proposed under the plan before go back to who proposed them.</summary>
internal sealed class BidReckonVerb : BidPlanVerbBase
{
    public override string Path => "bid reckon";

    public override string Description => "Reckon gap and price ceiling of a market event";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var (plans, market, call) = (bench.Book<BidPlanBook>(), context.Get(Event)!, Guid.NewGuid().ToString());
        var gap = await plans.GapAsync(market, call, bench.Actor, cancellationToken);
        if (gap.Value is null)
        {
            return Refuse(context, gap.Problems);
        }

        var priced = await plans.CeilingAsync(market, call + "/ceiling", bench.Actor, cancellationToken);
        return priced.Value is { } plan ? Show(context, plan) : Refuse(context, priced.Problems);
    }
}
