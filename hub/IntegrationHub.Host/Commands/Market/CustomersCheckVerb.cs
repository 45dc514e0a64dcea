using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Market.Customers;

namespace IntegrationHub.Host.Commands.Market;

/// <summary><c>ihub customers check</c>: every bad value of a file of customers, before anybody imports it.</summary>
internal sealed class CustomersCheckVerb : Verb
{
    /// <summary>200,000 rows of a usual width.</summary>
    private const int MostCharacters = 64 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Customers as CSV, or - for standard input (docs/market.md)" };

    public override string Path => "customers check";

    public override string Description => "Check a file of customers and print every bad value";

    public override bool NeedsData => false;

    public override void Define(Command command) => command.Add(_file);

    public override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Get(_file)!;
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, file, MostCharacters, cancellationToken);
        var (accounts, problems) = CustomerCsv.Read(text, served: []);
        if (context.Answer.IsJson)
            context.Answer.Json(new { file, ok = problems.Count == 0, accounts = accounts?.Count ?? 0, problems });

        MarketFiles.Print(context.Answer, file, problems);
        if (accounts is not null)
            context.Answer.Line($"{accounts.Count} metering account(s)");

        return problems.Count == 0 ? ExitCode.Ok : ExitCode.NotOk;
    }
}
