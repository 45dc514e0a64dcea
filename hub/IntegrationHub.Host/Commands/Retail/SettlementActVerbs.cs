using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub settlement basis</c>: what the market and the authorities say about a month; a version never changes afterwards.</summary>
internal sealed class SettlementBasisVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "The basis of a month as JSON, or - for standard input (docs/settlement.md)" };

    public override string Path => "settlement basis";

    public override string Description => "Save what the market says about a month";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, BasisRules.LongestText, cancellationToken);
        var saved = await bench.Book<BasisBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } basis || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { month = basis.Month.ToString(), basis.Version });
        }

        context.Answer.Line($"basis of {basis.Month}, version {basis.Version}, is saved");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement calculate</c>: settles a month by what is known now.</summary>
internal sealed class SettlementCalculateVerb : RetailVerb
{
    private readonly Argument<string> _month = RetailArguments.MonthArgument();

    public override string Path => "settlement calculate";

    public override string Description => "Settle a month";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var calculated = await bench.Book<SettlementBook>().CalculateAsync(RetailArguments.Month(context.Get(_month)!), bench.Actor, cancellationToken);
        if (calculated.Value is not { } settlement || calculated.Problems.Count > 0)
        {
            return Refuse(context, calculated.Problems);
        }

        SettlementShowVerb.Print(context, settlement);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement substitute</c>: puts values in place of every missing reading of a month.</summary>
internal sealed class SettlementSubstituteVerb : RetailVerb
{
    private readonly Argument<string> _month = RetailArguments.MonthArgument();

    public override string Path => "settlement substitute";

    public override string Description => "Substitute the missing readings of a month";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_month);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var filled = await bench.Book<ReadingSubstitution>().FillAsync(RetailArguments.Month(context.Get(_month)!), bench.Actor, cancellationToken);
        if (filled.Value is not { } receipt || filled.Problems.Count > 0)
        {
            return Refuse(context, filled.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { accounts = receipt.Changed });
        }

        context.Answer.Line(receipt.Changed == 0 ? "there are no gaps" : $"gaps of {Words.Count(receipt.Changed, "account")} are filled; the meter's values supersede them whenever they come");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement verify</c>: computes a settlement again from what it says it was made of.</summary>
internal sealed class SettlementVerifyVerb : SettlementVerb
{
    public override string Path => "settlement verify";

    public override string Description => "Compute a settlement's bills again and compare them";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BillingMonth month, StoredSettlement settlement, CancellationToken cancellationToken)
    {
        var verified = await bench.Book<SettlementProof>().VerifyAsync(month, settlement.Version, cancellationToken);
        if (verified.Value is not { } check || verified.Problems.Count > 0)
        {
            return Refuse(context, verified.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { settlement = settlement.Name, check.Bills, check.Digest });
        }

        context.Answer.Line($"{settlement.Name}: {Words.Count(check.Bills, "bill")} came out the same, octet for octet (SHA-256 {check.Digest})");
        return ExitCode.Ok;
    }
}
