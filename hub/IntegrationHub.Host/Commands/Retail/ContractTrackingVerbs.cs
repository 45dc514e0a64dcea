using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Node.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Tracking;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary>A verb on a month of contracts under delivery.</summary>
internal abstract class ContractTrackingVerb : RetailVerb
{
    private readonly Option<string?> _month = new("--month") { Description = "The month, like 2026-07 (default: the one that is looked at now)", HelpName = "YYYY-MM" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
    }

    protected BillingMonth Month(CommandContext context, RetailBench bench) =>
        context.Get(_month) is { } text ? RetailArguments.Month(text) : DeliveryWatch.MonthOn(bench.Book<DeliveryWatch>().Today);

    /// <summary>A share as people write it; a dash where nothing is known.</summary>
    protected static string Share(decimal? share) => share?.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture) ?? "-";

    protected static string WarningsOf(StoredDelivery delivery) => delivery.Open.Any() ? string.Join(", ", delivery.Open.Select(static warning => Words.Of(warning.Kind))) : "-";
}

/// <summary><c>ihub contract tracking</c>: retail contracts of a month as they are delivered.</summary>
internal sealed class ContractTrackingListVerb : ContractTrackingVerb
{
    public override string Path => "contract tracking list";

    public override string Description => "List contracts under delivery with their deviation and warnings";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = Month(context, bench);
        var deliveries = await bench.Book<DeliveryBook>().ListAsync(month, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(deliveries.Select(static one => DeliveryView.Of(one, withDays: false)));
            return ExitCode.Ok;
        }

        if (deliveries.Count == 0)
        {
            context.Answer.Line($"no contract was looked at in {month}; it is done once a day, or by `ihub contract tracking look`");
            return ExitCode.Ok;
        }

        var table = new TextTable("contract", "days", "contracted", "taken", "projected", "deviation", "warnings");
        foreach (var one in deliveries)
        {
            table.Row(
                $"{one.Contract}/{one.Version}", $"{one.Status?.DaysTaken ?? 0} of {one.Days.Count}", one.Status is { } status ? $"{status.Contracted}" : "-", one.Status is { } taken ? $"{taken.ActualSoFar}" : "no readings yet",
                one.Status is { } projected ? $"{projected.Projected}" : "-", Share(one.Status?.Deviation), WarningsOf(one));
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract tracking show</c>: one contract's month day by day.</summary>
internal sealed class ContractTrackingShowVerb : ContractTrackingVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the contract" };

    public override string Path => "contract tracking show";

    public override string Description => "Show a contract's month day by day";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = Month(context, bench);
        var one = await bench.Book<DeliveryBook>().FindAsync(context.Get(_number)!, month, cancellationToken)
            ?? throw new RefusedException("RECORD_UNKNOWN", $"{context.Get(_number)} was not looked at in {month}", "See `ihub contract tracking list`.");
        if (context.Answer.IsJson)
        {
            context.Answer.Json(DeliveryView.Of(one, withDays: true));
            return ExitCode.Ok;
        }

        context.Answer.Line(one.Status is { } status
            ? $"{one.Contract} in {month}: {status.ActualSoFar} of {status.ContractedSoFar} taken on {Words.Count(status.DaysTaken, "day")} ({Share(status.DeviationSoFar)}); {status.Projected} of {status.Contracted} projected ({Share(status.Deviation)})"
            : $"{one.Contract} in {month}: no readings yet");
        if (one.Assessment is { } judged)
        {
            context.Answer.Line($"room     {judged.Room?.ToString() ?? "-"}; charge {(judged.Charge is { } charge ? SettlementVerb.Money(charge) : "-")} {one.Currency}; credit at risk {SettlementVerb.Money(judged.Credit.AtRisk)} of {SettlementVerb.Money(judged.Credit.Limit)} {one.Currency}");
            context.Answer.Line($"rule     {one.RuleSource}");
        }
        else
        {
            context.Answer.Line($"not judged: {one.Unjudged}; enter the terms: `ihub contract tracking terms FILE`");
        }

        foreach (var warning in one.Warnings)
        {
            context.Answer.Line($"warning  {Words.Of(warning.Kind)} since {warning.RaisedAt:yyyy-MM-dd HH:mm}Z{(warning.PassedAt is { } passed ? $", passed {passed:yyyy-MM-dd HH:mm}Z" : "")}; customer's reminder: {Words.Of(warning.Reminder)}");
        }

        var table = new TextTable("day", "contracted", "taken", "declared");
        foreach (var day in one.Days)
        {
            table.Row($"{day.Day:uuuu-MM-dd}", $"{day.Contracted}", day.Taken?.ToString() ?? "-", day.Declared?.ToString() ?? "-");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract tracking look</c>: looks now, as the hub does once a day.</summary>
internal sealed class ContractTrackingLookVerb : RetailVerb
{
    public override string Path => "contract tracking look";

    public override string Description => "Look at all contracts under delivery now; the hub does once a day";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var look = await bench.Book<DeliveryWatch>().LookAsync(bench.Actor, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { Day = look.Day.ToDateOnly(), Month = look.Month.ToString(), look.Contracts, look.Warned, Exposure = look.Pool is { } pool ? ExposureView.Of(look, pool) : null });
            return ExitCode.Ok;
        }

        context.Answer.Line($"{Words.Count(look.Contracts, "contract")} of {look.Month} looked at, {look.Warned} with warnings");
        if (look.Pool is null)
        {
            context.Answer.Line("nothing is judged: enter the terms with `ihub contract tracking terms FILE`");
        }
        else
        {
            var exposure = ExposureView.Of(look, look.Pool);
            context.Answer.Line($"pool     {exposure.ProjectedMegawattHours} of {exposure.ContractedMegawattHours} MWh projected, deviation charge {SettlementVerb.Money(exposure.DeviationCharge)} {exposure.Currency}");
            context.Answer.Line($"price    {exposure.OpenMegawattHours} MWh open; a move of {exposure.PriceMove} changes the margin by {SettlementVerb.Money(exposure.PriceEffect)} {exposure.Currency}");
            context.Answer.Line($"credit   {SettlementVerb.Money(exposure.CreditAtRisk)} at risk of {SettlementVerb.Money(exposure.CreditLimit)} {exposure.Currency}, {exposure.CreditExceeded} beyond the own limit");
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>ihub contract tracking terms</c>: saves a version of what contracts under delivery are judged by.</summary>
internal sealed class ContractTrackingTermsVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "Terms as JSON, or - for standard input (docs/contracts.md)" };

    public override string Path => "contract tracking terms";

    public override string Description => "Save a version of what contracts under delivery are judged by";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, TrackingTermsBook.LongestText, cancellationToken);
        var saved = await bench.Book<TrackingTermsBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } terms || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { terms.Version });
        }

        context.Answer.Line($"terms of tracking version {terms.Version} are saved");
        return ExitCode.Ok;
    }
}
