using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node.Retail;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub contract decomposition</c>: a contract's energy by months, days and intervals as it was frozen when it was signed.</summary>
internal sealed class ContractDecompositionVerb : RetailVerb
{
    private readonly Argument<string> _number = new("number") { Description = "Number of the contract" };
    private readonly Option<int?> _version = new("--version") { Description = "Version of the decomposition (default: the newest that bound)", HelpName = "N" };
    private readonly Option<int?> _against = new("--against") { Description = "Version that it is compared with (default: the one before that bound)", HelpName = "N" };
    private readonly Option<string?> _month = new("--month") { Description = "Also the days of a month, like 2026-07", HelpName = "YYYY-MM" };
    private readonly Option<string?> _day = new("--day") { Description = "Also the intervals of a day, like 2026-07-15", HelpName = "YYYY-MM-DD" };

    public override string Path => "contract decomposition";

    public override string Description => "Show a contract's energy by months, days and intervals as it was frozen, and what differs from the version before";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_version);
        command.Add(_against);
        command.Add(_month);
        command.Add(_day);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var number = context.Get(_number)!;
        BillingMonth? month = context.Get(_month) is { } text ? RetailArguments.Month(text) : null;
        var day = RetailArguments.Day(context.Get(_day), "--day");
        if (await bench.Book<DecompositionBook>().FindAsync(number, context.Get(_version), context.Get(_against), cancellationToken) is not { } sheet)
        {
            throw new RefusedException("RECORD_UNKNOWN", $"There is no such decomposition of {number}", "A contract is decomposed when it is signed; see `ihub contract list`.");
        }

        var view = DecompositionView.Of(sheet, bench.Book<MonthGrids>(), month, day);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(view);
            return ExitCode.Ok;
        }

        var shown = sheet.Shown;
        context.Answer.Line(shown.Version == 0
            ? $"{number} version {shown.ContractVersion}: not frozen; as it follows from its terms by rule {shown.Rule}"
            : $"{number}: decomposition {shown.Version} of {string.Join(", ", sheet.Versions)}, by rule {shown.Rule}, from {shown.Source}{(shown.FrozenBefore is { } begins ? $"; days before {begins:uuuu-MM-dd} were taken over" : "")}");
        if (sheet.Unbound.Count > 0)
        {
            context.Answer.Line($"{(sheet.IsBinding ? "" : "This one never bound. ")}Never bound, because the signature was taken back or the version given up: {string.Join(", ", sheet.Unbound)}");
        }

        var table = new TextTable("from", "to", "energy", "contract version");
        foreach (var span in shown.Spans)
        {
            table.Row($"{span.From:uuuu-MM-dd}", $"{span.To:uuuu-MM-dd}", $"{span.Energy}", $"{span.ContractVersion}");
        }

        context.Answer.Table(table);
        foreach (var change in sheet.Changes)
        {
            context.Answer.Line($"{change.Month}: {change.Before} in version {sheet.Against}, {change.After} now, from {change.From:uuuu-MM-dd} on");
        }

        foreach (var one in view.Days ?? [])
        {
            context.Answer.Line(string.Create(CultureInfo.InvariantCulture, $"{one.Day:yyyy-MM-dd}  {one.MegawattHours:0.######} MWh"));
        }

        if (view.Intervals is { } intervals)
        {
            context.Answer.Line(string.Join(' ', intervals.Select(static energy => energy.ToString("0.######", CultureInfo.InvariantCulture))));
        }

        return ExitCode.Ok;
    }
}
