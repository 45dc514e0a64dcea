using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub settlement list</c>: every settlement of every month.</summary>
internal sealed class SettlementListVerb : RetailVerb
{
    public override string Path => "settlement list";

    public override string Description => "List settlements";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var settlements = await bench.Book<SettlementBook>().ListAsync(null, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(settlements.Select(SettlementShowVerb.View));
            return ExitCode.Ok;
        }

        var table = new TextTable("settlement", "state", "accounts", "sold", "billed", "corrects");
        foreach (var one in settlements)
        {
            table.Row(one.Name, Words.Of(one.State), $"{one.Accounts}", $"{one.Sold}", SettlementVerb.Money(one.Billed), one.Corrects is { } closed ? $"{one.Month}/{closed}" : "-");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement show</c>: totals, purchases, profit by package.</summary>
internal sealed class SettlementShowVerb : SettlementVerb
{
    public override string Path => "settlement show";

    public override string Description => "Show a settlement";

    internal static object View(StoredSettlement settlement) => new
    {
        settlement.Name, State = Words.Of(settlement.State), settlement.Accounts, SoldMegawattHours = settlement.Sold.MegawattHours, PurchasedMegawattHours = settlement.Purchased.MegawattHours, settlement.Billed,
        settlement.Difference, settlement.DeviationCharge, settlement.Revenue, settlement.Cost, settlement.Profit, settlement.Substituted, settlement.Basis, settlement.Rules, settlement.InputDigest,
        settlement.BillDigest, settlement.Corrects, documents = settlement.Submissions.Select(static one => one.MRid),
    };

    internal static void Print(CommandContext context, StoredSettlement settlement)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(View(settlement));
            return;
        }

        context.Answer.Line($"{settlement.Name} is {Words.Of(settlement.State)}: {Words.Count(settlement.Accounts, "account")}, {settlement.Sold} sold, {Money(settlement.Billed)} {settlement.Currency} billed");
        if (settlement.Corrects is { } closed)
        {
            context.Answer.Line($"corrects {settlement.Month}/{closed} by {Money(settlement.Difference)} {settlement.Currency}");
        }

        context.Answer.Line($"deviation {settlement.DeviationEnergy} beyond the band, charged {Money(settlement.DeviationCharge)}; {settlement.Substituted} intervals are not the meter's");
        context.Answer.Line($"bought {settlement.Purchased} for {Money(settlement.Cost)}; balance {settlement.Balance}; profit {Money(settlement.Profit)}");
        foreach (var price in settlement.EnteredPrices ?? [])
        {
            context.Answer.Line($"a price of {price.Bid} (intervals {price.Positions}) is not the result's: entered by {price.EnteredBy} from {price.Source}, confirmed by {price.ConfirmedBy}");
        }

        if (settlement.LeftToBasis is { } left)
        {
            context.Answer.Line($"results of {Words.Count(left, "bid")} are not added: the basis says what was bought (a version with \"withoutBids\": true adds them)");
        }

        var table = new TextTable("package", "accounts", "energy", "revenue", "cost", "profit");
        foreach (var package in settlement.Packages)
        {
            table.Row(package.Package, $"{package.Accounts}", $"{package.Energy}", Money(package.Revenue), Money(package.Cost), Money(package.Profit));
        }

        context.Answer.Table(table);
        context.Answer.Line($"inputs SHA-256 {settlement.InputDigest}");
        context.Answer.Line($"bills  SHA-256 {settlement.BillDigest}");
    }

    protected override Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BillingMonth month, StoredSettlement settlement, CancellationToken cancellationToken)
    {
        Print(context, settlement);
        return Task.FromResult(ExitCode.Ok);
    }
}

/// <summary><c>ihub settlement bill</c>: an account's bill with its terms.</summary>
internal sealed class SettlementBillVerb : SettlementVerb
{
    private readonly Option<string> _account = new("--account") { Description = "Number and voltage level, like A-1001/10kV", HelpName = "ACCOUNT", Required = true };
    private readonly Option<string?> _on = new("--on") { Description = "A day of the customer who is meant, where the account went to another within the month", HelpName = "YYYY-MM-DD" };

    public override string Path => "settlement bill";

    public override string Description => "Show an account's bill";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_account);
        command.Add(_on);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BillingMonth month, StoredSettlement settlement, CancellationToken cancellationToken)
    {
        if (context.Get(_account)!.Split('/') is not [var number, var voltage])
        {
            throw new WrongUseException("--account takes number and voltage level, like A-1001/10kV");
        }

        var day = RetailArguments.Day(context.Get(_on), "--on");
        var stored = await bench.Book<SettlementBook>().BillAsync(number, voltage, month, settlement.Version, cancellationToken, day)
            ?? throw new RefusedException("RECORD_UNKNOWN", $"{settlement.Name} has no bill of {number}/{voltage}", "See `ihub customers list`.");
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { settlement = settlement.Name, stored.Bill, stored.Bill.Total, stored.Corrects, difference = stored.Difference?.Total, stored.Profit });
            return ExitCode.Ok;
        }

        var table = new TextTable("rule", "label", "quantity", "unit", "price", "amount");
        foreach (var term in stored.Bill.Terms)
        {
            table.Row(
                term.Rule, term.Label, term.Quantity.ToString("0.######", CultureInfo.InvariantCulture), term.Unit, term.Price.ToString("0.######", CultureInfo.InvariantCulture) + (term.IsAverage ? " (average)" : ""),
                Money(term.Amount));
        }

        context.Answer.Table(table);
        context.Answer.Line($"{stored.Bill.Account}, {settlement.Name}: {stored.Bill.Energy}, {Money(stored.Bill.Total)} {settlement.Currency}; readings version {stored.Bill.ReadingVersion}, {stored.Bill.SubstitutedIntervals} intervals not the meter's");
        if (stored.Difference is { } difference)
        {
            context.Answer.Line($"against {month}/{stored.Corrects}: {difference.Energy}, {Money(difference.Total)} {settlement.Currency}");
        }

        return ExitCode.Ok;
    }
}

/// <summary><c>ihub settlement lines</c>: our energy account, beside the trading center's once it was reconciled.</summary>
internal sealed class SettlementLinesVerb : SettlementVerb
{
    private readonly Option<bool> _differing = new("--differing") { Description = "Only lines that do not agree" };

    public override string Path => "settlement lines";

    public override string Description => "Show the energy account line by line";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_differing);
    }

    protected override Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BillingMonth month, StoredSettlement settlement, CancellationToken cancellationToken)
    {
        var lines = settlement.Comparison is { } comparison
            ? comparison.Lines.Where(line => !context.Get(_differing) || line.Finding != LineFinding.Agreed).Select(static line => new LineView(
                line.Series, line.Position, line.Ours?.Energy.MegawattHours, line.Theirs?.Energy.MegawattHours, line.Ours?.Amount, line.Theirs?.Amount, Words.Of(line.Finding))).ToList()
            : [.. settlement.Lines.Select(static line => new LineView(line.Series, line.Position, line.Energy.MegawattHours, null, line.Amount, null, "not compared"))];
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { settlement = settlement.Name, account = settlement.Comparison?.Document, lines });
            return Task.FromResult(ExitCode.Ok);
        }

        var table = new TextTable("series", "position", "ours MWh", "theirs MWh", "ours", "theirs", "finding");
        foreach (var line in lines)
        {
            table.Row(line.Series, $"{line.Position}", Number(line.Ours), Number(line.Theirs), Number(line.OurAmount), Number(line.TheirAmount), line.Finding);
        }

        context.Answer.Table(table);
        return Task.FromResult(ExitCode.Ok);
    }

    private static string Number(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "-";

    private sealed record LineView(string Series, int Position, decimal? Ours, decimal? Theirs, decimal? OurAmount, decimal? TheirAmount, string Finding);
}
