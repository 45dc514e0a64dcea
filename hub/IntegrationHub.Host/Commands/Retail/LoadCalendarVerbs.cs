using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Customers;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub customers calendar import</c>: all days of a file on which accounts take less, or none.</summary>
internal sealed class CustomersCalendarImportVerb : RetailVerb
{
    private const int MostCharacters = 16 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Days off, holidays and maintenance as CSV, or - for standard input (docs/bids.md)" };

    public override string Path => "customers calendar import";

    public override string Description => "Import days on which accounts take less: production and holiday calendars, maintenance plans";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, MostCharacters, cancellationToken);
        var imported = await bench.Book<LoadCalendarBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (imported.Value is not { } entries || imported.Problems.Count > 0)
        {
            return Refuse(context, imported.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { imported = entries.Count });
        }

        context.Answer.Line($"{entries.Count} rows imported");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers calendar list</c>: when which account takes less.</summary>
internal sealed class CustomersCalendarListVerb : RetailVerb
{
    public override string Path => "customers calendar list";

    public override string Description => "List days on which accounts take less than usual";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var entries = (await bench.Book<LoadCalendarBook>().ListAsync(cancellationToken)).SelectMany(static calendar => calendar.Days).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(entries.Select(static entry => new
            {
                entry.Account.AccountNumber, entry.Account.VoltageLevel, From = LocalDatePattern.Iso.Format(entry.From), To = LocalDatePattern.Iso.Format(entry.To), Kind = Words.Of(entry.Kind), entry.Share, entry.Note,
            }));
            return ExitCode.Ok;
        }

        var table = new TextTable("account", "from", "to", "kind", "less by", "note");
        foreach (var entry in entries)
        {
            table.Row(
                entry.Account.ToString(), LocalDatePattern.Iso.Format(entry.From), LocalDatePattern.Iso.Format(entry.To), Words.Of(entry.Kind), entry.Share.ToString("0.##%", CultureInfo.InvariantCulture), entry.Note);
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
