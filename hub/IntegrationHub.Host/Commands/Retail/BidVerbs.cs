using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Output;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub bid list</c>: the bid book.</summary>
internal sealed class BidListVerb : RetailVerb
{
    private readonly Option<string?> _state = new("--state") { Description = $"Those that are {string.Join(", ", Enum.GetValues<BidState>().Select(Words.Of))}", HelpName = "STATE" };

    public override string Path => "bid list";

    public override string Description => "List bids";

    public override bool IsDefaultOfGroup => true;

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_state);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        BidState? state = context.Get(_state) is { } word ? Words.Parse<BidState>(word) ?? throw new WrongUseException($"`{word}` is no state of bids") : null;
        var bids = await bench.Book<BidEntries>().ListAsync(state, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(bids.Select(static bid => new { bid.Number, bid.Version, bid.Event, State = Words.Of(bid.State), bid.Author, bid.ApprovedBy, bid.Digest }));
            return ExitCode.Ok;
        }

        var table = new TextTable("bid", "version", "event", "state", "author", "approved by");
        foreach (var bid in bids)
        {
            table.Row(bid.Number, $"{bid.Version}", bid.Event, Words.Of(bid.State), bid.Author, bid.ApprovedBy.Count == 0 ? "-" : string.Join(", ", bid.ApprovedBy));
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid show</c>: the text of a bid that is approved, its digest, and what became of it.</summary>
internal sealed class BidShowVerb : OneBidVerb
{
    public override string Path => "bid show";

    public override string Description => "Show a bid: what is approved, and its result";

    protected override Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BidInMarket found, CancellationToken cancellationToken)
    {
        var (bid, text) = (found.Bid, bench.Book<BidEntries>().TextOf(found.Bid, found.Market));
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new
            {
                bid.Number, bid.Version, bid.Event, State = Words.Of(bid.State), bid.Author, bid.ApprovedBy, text.Text, text.Digest, Proposed = bid.Digest, bid.ResultDocument,
                Findings = bid.Outcome?.Findings, Cost = bid.Outcome?.Cost,
            });
            return Task.FromResult(ExitCode.Ok);
        }

        context.Answer.Line(text.Text.TrimEnd('\n'));
        context.Answer.Line($"digest {text.Digest}");
        context.Answer.Line($"{bid.Number} version {bid.Version} is {Words.Of(bid.State)}, written by {bid.Author}{(bid.ApprovedBy.Count == 0 ? "" : $", approved by {string.Join(", ", bid.ApprovedBy)}")}");
        foreach (var unpriced in bid.Outcome is null ? [] : bid.UnpricedAt(found.Market.Pricing).Select(BidResults.Unpriced).Except(bid.Outcome.Findings))
        {
            context.Answer.Line($"  {unpriced}");
        }

        if (bid.Outcome is { } outcome)
        {
            context.Answer.Line(string.Create(
                CultureInfo.InvariantCulture, $"bid {outcome.Bid}, awarded {outcome.Awarded} for {outcome.Cost:0.00} {found.Market.Currency}, {outcome.Findings.Count} contradictions"));
            foreach (var finding in outcome.Findings)
            {
                context.Answer.Line($"  {finding}");
            }
        }

        return Task.FromResult(ExitCode.Ok);
    }
}

/// <summary><c>ihub bid check</c>: everything that is wrong with a bid by the market's rules, its plan and the credit.</summary>
internal sealed class BidCheckVerb : OneBidVerb
{
    public override string Path => "bid check";

    public override string Description => "Check a bid as it would be checked before it is proposed";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BidInMarket found, CancellationToken cancellationToken)
    {
        var problems = await bench.Book<BidCheck>().FindAsync(found.Bid, null, cancellationToken);
        if (problems.Count > 0)
        {
            return Refuse(context, problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { problems });
        }

        context.Answer.Line($"{found.Bid.Number}: good");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid withdraw</c>: gives a bid up that has not left.</summary>
internal sealed class BidWithdrawVerb : OneBidVerb
{
    public override string Path => "bid withdraw";

    public override string Description => "Give up a bid that has not left";

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BidInMarket found, CancellationToken cancellationToken)
    {
        var done = await bench.Book<BidWithdrawal>().WithdrawAsync(found.Bid.Number, bench.Actor, cancellationToken);
        if (done.Value is not { } bid || done.Problems.Count > 0)
        {
            return Refuse(context, done.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { bid.Number, bid.Version, State = Words.Of(bid.State) });
        }

        context.Answer.Line($"{bid.Number} version {bid.Version} is {Words.Of(bid.State)}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid price</c>: enters the price of what the result of a bid gives without one.</summary>
internal sealed class BidPriceVerb() : PriceVerb("Price per MWh, as the trading center told it", "all without a price")
{
    private readonly Option<string> _source = new("--source") { Description = "Where it is from: letter, notice or call of the trading center", HelpName = "TEXT", Required = true };

    public override string Path => "bid price";

    public override string Description => "Enter the price of what the result of a bid gives without one";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_source);
    }

    protected override Task<Checked<BidEntry>> PriceAsync(CommandContext context, RetailBench bench, BidPriceConfirmation typed, string number, CancellationToken cancellationToken) =>
        bench.Book<BidPrices>().EnterAsync(number, new BidPriceDraft { Price = typed.Price, Position = typed.Position, Version = typed.Version, Source = context.Get(_source)! }, bench.Actor, cancellationToken);

    protected override string Told(IReadOnlyList<int> open) => "entered; it counts when a second person confirms it (`ihub bid confirm-price`)";
}

/// <summary><c>ihub bid confirm-price</c>: a second person confirms a price that was entered, by typing what the source says.</summary>
internal sealed class BidConfirmPriceVerb() : PriceVerb("Price per MWh, as the source says", "all that wait")
{
    public override string Path => "bid confirm-price";

    public override string Description => "Confirm the price that somebody else entered for what a result gives without one";

    protected override Task<Checked<BidEntry>> PriceAsync(CommandContext context, RetailBench bench, BidPriceConfirmation typed, string number, CancellationToken cancellationToken) =>
        bench.Book<BidPrices>().ConfirmAsync(number, typed, bench.Actor, cancellationToken);

    protected override string Told(IReadOnlyList<int> open) => open.Count == 0 ? "every interval has a price" : $"without a price are still the intervals {string.Join(", ", open)}";
}

/// <summary>A verb on the price of what the result of a bid gives without one.</summary>
/// <param name="price">What the price is.</param>
/// <param name="whole">Which intervals are meant where none is named.</param>
internal abstract class PriceVerb(string price, string whole) : OneBidVerb
{
    private readonly Argument<decimal> _price = new("price") { Description = price };
    private readonly Option<int?> _interval = new("--interval") { Description = $"Position of the interval (default: {whole})", HelpName = "N" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_price);
        command.Add(_interval);
    }

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BidInMarket found, CancellationToken cancellationToken)
    {
        var typed = new BidPriceConfirmation { Price = context.Get(_price), Position = context.Get(_interval), Version = VersionOf(context) };
        var priced = await PriceAsync(context, bench, typed, found.Bid.Number, cancellationToken);
        if (priced.Value is not { } bid || priced.Problems.Count > 0)
        {
            return Refuse(context, priced.Problems);
        }

        IReadOnlyList<int> open = [.. bid.UnpricedAt(found.Market.Pricing).Select(static result => result.Position)];
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { bid.Number, bid.Version, State = Words.Of(bid.State), Unpriced = open });
        }

        context.Answer.Line($"{bid.Number}: {Told(open)}");
        return ExitCode.Ok;
    }

    /// <summary>Enters or confirms what was typed.</summary>
    protected abstract Task<Checked<BidEntry>> PriceAsync(CommandContext context, RetailBench bench, BidPriceConfirmation typed, string number, CancellationToken cancellationToken);

    /// <summary>What it has come to.</summary>
    /// <param name="open">Intervals that have no price yet.</param>
    protected abstract string Told(IReadOnlyList<int> open);
}

/// <summary>A verb on one bid.</summary>
internal abstract class OneBidVerb : RetailVerb
{
    private readonly Argument<string> _number = new("bid") { Description = "Number of the bid" };
    private readonly Option<int?> _version = new("--version") { Description = "Its version (default: the newest)", HelpName = "N" };

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_number);
        command.Add(_version);
    }

    /// <summary>The version that was named; null where none was.</summary>
    protected int? VersionOf(CommandContext context) => context.Get(_version);

    protected sealed override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var found = await bench.Book<BidServices>().FindAsync(context.Get(_number)!, context.Get(_version), cancellationToken);
        return found.Value is { } bid ? await RunAsync(context, bench, bid, cancellationToken) : Refuse(context, found.Problems);
    }

    protected abstract Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, BidInMarket found, CancellationToken cancellationToken);
}
