using System.CommandLine;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub bid demand</c>: what customers declared that they will need.</summary>
internal sealed class BidDemandVerb : RetailVerb
{
    private const int MostCharacters = 64 * 1024 * 1024;

    private readonly Argument<string> _file = new("file") { Description = "Declared demand as CSV, or - for standard input (docs/bids.md)" };

    public override string Path => "bid demand";

    public override string Description => "Import customers' declared demand";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, MostCharacters, cancellationToken);
        var declared = await bench.Book<DemandBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (declared.Value is not { } days || declared.Problems.Count > 0)
        {
            return Refuse(context, declared.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { days = days.Count });
        }

        context.Answer.Line($"{Words.Count(days.Count, "day")} declared");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid terms</c>: a version of what the company reckons with.</summary>
internal sealed class BidTermsVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "Terms as JSON, or - for standard input (docs/bids.md)" };

    public override string Path => "bid terms";

    public override string Description => "Save a version of the terms of bidding: costs, deviation, profit, credit";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, BidTermsBook.LongestText, cancellationToken);
        var saved = await bench.Book<BidTermsBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (saved.Value is not { } terms || saved.Problems.Count > 0)
        {
            return Refuse(context, saved.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { terms.Code, terms.Version });
        }

        context.Answer.Line($"terms {terms.Code} version {terms.Version} are saved");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid write</c>: a bid as somebody wrote it.</summary>
internal sealed class BidWriteVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A bid as JSON, or - for standard input (docs/bids.md)" };

    public override string Path => "bid write";

    public override string Description => "Write a bid, or its next version";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, BidEntries.LongestText, cancellationToken);
        var written = await bench.Book<BidEntries>().WriteAsync(text, bench.Actor, cancellationToken);
        return written.Value is { } bid && written.Problems.Count == 0 ? Done(context, bid) : Refuse(context, written.Problems);
    }

    /// <summary>Says where a bid stands now.</summary>
    internal static ExitCode Done(CommandContext context, BidEntry bid)
    {
        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { bid.Number, bid.Version, bid.Event, State = Words.Of(bid.State), bid.Author });
        }

        context.Answer.Line($"{bid.Number} version {bid.Version} in {bid.Event} is {Words.Of(bid.State)}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub bid propose</c>: a bid from the plan and past rounds.</summary>
internal sealed class BidProposeVerb : RetailVerb
{
    private readonly Argument<string> _event = new("event") { Description = "Code of the market event" };
    private readonly Argument<string> _number = new("number") { Description = "Number of the new bid" };

    public override string Path => "bid propose";

    public override string Description => "Write a bid from the plan of an event and past rounds";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_event);
        command.Add(_number);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var written = await bench.Book<BidPlanBook>().ProposeAsync(context.Get(_event)!, context.Get(_number)!, bench.Actor, cancellationToken);
        return written.Value is { } bid && written.Problems.Count == 0 ? BidWriteVerb.Done(context, bid) : Refuse(context, written.Problems);
    }
}
