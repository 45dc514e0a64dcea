using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Customers;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub customers import</c>: all metering accounts of a file, or none.</summary>
internal sealed class CustomersImportVerb : RetailVerb
{
    private const int MostCharacters = 64 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Customers as CSV, or - for standard input (docs/market.md)" };

    public override string Path => "customers import";

    public override string Description => "Import customers from a file";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, MostCharacters, cancellationToken);
        var imported = await bench.Book<CustomerBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (imported.Value is not { } accounts || imported.Problems.Count > 0)
        {
            return Refuse(context, imported.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { imported = accounts.Count });
        }

        context.Answer.Line($"{Words.Count(accounts.Count, "metering account")} imported");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub customers list</c>: who is served.</summary>
internal sealed class CustomersListVerb : RetailVerb
{
    private readonly Option<string?> _on = new("--on") { Description = "Those that are served on a day", HelpName = "YYYY-MM-DD" };

    public override string Path => "customers list";

    public override string Description => "List customers with their metering accounts";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_on);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var accounts = await bench.Book<CustomerBook>().ListAsync(RetailArguments.Day(context.Get(_on), "--on"), cancellationToken);
        var rows = accounts.Select(static account => new
        {
            account.CustomerName,
            account.AccountNumber,
            account.VoltageLevel,
            account.Industry,
            ServedFrom = LocalDatePattern.Iso.Format(account.ServedFrom),
            ServedTo = account.ServedTo is { } last ? LocalDatePattern.Iso.Format(last) : null,
            account.MarketEligible,
        }).ToList();
        if (context.Answer.IsJson)
        {
            context.Answer.Json(rows);
            return ExitCode.Ok;
        }

        var table = new TextTable("customer", "account", "voltage", "industry", "from", "to", "market");
        foreach (var row in rows)
        {
            table.Row(row.CustomerName, row.AccountNumber, row.VoltageLevel, row.Industry, row.ServedFrom, row.ServedTo ?? "-", row.MarketEligible ? "yes" : "no");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
