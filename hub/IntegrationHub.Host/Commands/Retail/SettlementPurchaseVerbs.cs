using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub settlement purchases import</c>: what was bought in a month, as CSV, in place of the lines of its basis.</summary>
internal sealed class SettlementPurchasesImportVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "Purchases of a month as CSV, or - for standard input (docs/settlement.md)" };

    public override string Path => "settlement purchases import";

    public override string Description => "Import what was bought in a month: the next version of its basis";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, PurchaseCsv.LongestText, cancellationToken);
        var saved = await bench.Book<BasisBook>().ImportPurchasesAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } basis || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { month = basis.Month.ToString(), basis.Version, lines = basis.Purchases.Count });
        }

        context.Answer.Line($"{basis.Purchases.Count} purchases of {basis.Month} are in version {basis.Version} of its basis");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement purchases export</c>: what was bought in a month beside contracts and bids, as CSV that can be imported again.</summary>
internal sealed class SettlementPurchasesExportVerb : RetailVerb
{
    private readonly Argument<string> _month = new("month") { Description = "The month, like 2026-07" };

    public override string Path => "settlement purchases export";

    public override string Description => "Print what was bought in a month as CSV";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var month = RetailArguments.Month(context.Get(_month)!);
        if (await bench.Book<BasisBook>().ExportPurchasesAsync(month, cancellationToken) is not { } text)
        {
            return Refuse(context, [SettlementProblems.NoBasis(month)]);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { month = month.ToString(), csv = text });
        }

        context.Answer.Line(text.TrimEnd('\r', '\n'));
        return ExitCode.Ok;
    }
}
