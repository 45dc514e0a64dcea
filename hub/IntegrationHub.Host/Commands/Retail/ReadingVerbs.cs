using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Readings;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub readings import</c>: all readings of a file, or none.</summary>
internal sealed class ReadingsImportVerb : RetailVerb
{
    private const int MostCharacters = 128 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Readings as CSV, or - for standard input (docs/settlement.md)" };
    private readonly Option<bool> _entered = new("--entered") { Description = "A customer entered them: they are marked, checked against his capacity, and give way to the meter's" };

    public override string Path => "readings import";

    public override string Description => "Import readings of metering accounts from a file";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
        command.Add(_entered);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, MostCharacters, cancellationToken);
        var source = context.Get(_entered) ? ReadingSource.Customer : ReadingSource.Meter;
        var taken = await bench.Book<ReadingBook>().ImportAsync(text, source, bench.Actor, cancellationToken);
        if (taken.Value is not { } receipt || taken.Problems.Count > 0)
        {
            return Refuse(context, taken.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { receipt.Blocks, receipt.Changed });
        }

        context.Answer.Line($"{Words.Count(receipt.Blocks, "month")} of accounts read, {receipt.Changed} changed");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub readings status</c>: which accounts lack readings of a month.</summary>
internal sealed class ReadingsStatusVerb : RetailVerb
{
    private readonly Argument<string> _month = RetailArguments.MonthArgument();

    public override string Path => "readings status";

    public override string Description => "List the accounts whose readings of a month have gaps";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = RetailArguments.Month(context.Get(_month)!);
        var gaps = await bench.Book<ReadingBook>().GapsAsync(month, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { month = month.ToString(), gaps = gaps.Select(static gap => new { gap.Account, gap.Key, gap.Missing, gap.Of }) });
        }
        else if (gaps.Count > 0)
        {
            var table = new TextTable("account", "missing", "of");
            foreach (var gap in gaps)
            {
                table.Row(gap.Account, $"{gap.Missing}", $"{gap.Of}");
            }

            context.Answer.Table(table);
        }

        context.Answer.Line(gaps.Count == 0 ? $"{month} is complete" : $"{Words.Count(gaps.Count, "account")} of {month} with gaps");
        return gaps.Count == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }
}

/// <summary><c>ihub readings show</c>: an account's readings of a month, day by day.</summary>
internal sealed class ReadingsShowVerb : RetailVerb
{
    private readonly Argument<string> _account = new("account") { Description = "Number of the metering account" };
    private readonly Argument<string> _voltage = new("voltage") { Description = "Its voltage level" };
    private readonly Argument<string> _month = RetailArguments.MonthArgument();
    private readonly Option<string> _channel = new("--channel") { Description = "import, export or community", DefaultValueFactory = _ => "import" };
    private readonly Option<int?> _version = new("--version") { Description = "Version of the readings (default: the newest)", HelpName = "N" };

    public override string Path => "readings show";

    public override string Description => "Show an account's readings of a month";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_account);
        command.Add(_voltage);
        command.Add(_month);
        command.Add(_channel);
        command.Add(_version);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = RetailArguments.Month(context.Get(_month)!);
        var channel = Words.Parse<ReadingChannel>(context.Get(_channel)!) ?? throw new WrongUseException($"`{context.Get(_channel)}` is no channel of readings");
        var book = bench.Book<ReadingBook>();
        var block = await book.FindAsync(context.Get(_account)!, context.Get(_voltage)!, channel, month, context.Get(_version), cancellationToken)
            ?? throw new RefusedException("RECORD_UNKNOWN", $"there are no such readings of {month}", "See `ihub readings status`, and `ihub customers list`.");
        var days = Days(book.Grids.Of(month), block);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { month = month.ToString(), block.Version, block.StepMinutes, days });
            return ExitCode.Ok;
        }

        var table = new TextTable("day", "kWh", "measured", "estimated", "substituted", "entered", "missing");
        foreach (var day in days)
        {
            table.Row(day.Day, day.KilowattHours.ToString(CultureInfo.InvariantCulture), $"{day.Measured}", $"{day.Estimated}", $"{day.Substituted}", $"{day.Entered}", $"{day.Missing}");
        }

        context.Answer.Table(table);
        context.Answer.Line($"version {block.Version}, {new Energy(days.Sum(static day => (long)(day.KilowattHours * 1000)))}");
        return ExitCode.Ok;
    }

    private static List<DayRow> Days(IntegrationHub.Market.Time.MonthGrid grid, ReadingBlock block)
    {
        var rows = new List<DayRow>();
        for (var day = 0; day < grid.Days.Count; day++)
        {
            var place = grid.StartOf(day)..grid.StartOf(day + 1);
            var qualities = block.Qualities[place];
            long sum = 0;
            foreach (var wattHours in block.WattHours[place])
            {
                sum += wattHours;
            }

            rows.Add(new(
                grid.Days[day].Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), sum / 1000m, qualities.Count(ReadingQuality.Measured), qualities.Count(ReadingQuality.Estimated),
                qualities.Count(ReadingQuality.Substituted), qualities.Count(ReadingQuality.Entered), qualities.Count(ReadingQuality.Missing)));
        }

        return rows;
    }

    private sealed record DayRow(string Day, decimal KilowattHours, int Measured, int Estimated, int Substituted, int Entered, int Missing);
}
