using System.CommandLine;
using System.Globalization;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Commands.Market;
using IntegrationHub.Host.Output;
using IntegrationHub.Retail.Bids;
using NodaTime.Text;

namespace IntegrationHub.Host.Commands.Retail;

/// <summary><c>ihub market import</c>: what the trading center announced of a market event.</summary>
internal sealed class MarketImportVerb : RetailVerb
{
    private readonly Argument<string> _file = new("file") { Description = "A market event as JSON, or - for standard input (docs/bids.md)" };

    public override string Path => "market import";

    public override string Description => "Keep the announcement of a market event";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_file);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var text = await MarketFiles.ReadTextAsync(context.Surroundings, context.Get(_file)!, MarketEventBook.LongestText, cancellationToken);
        var kept = await bench.Book<MarketEventBook>().ImportAsync(text, bench.Actor, cancellationToken);
        if (kept.Value is not { } market || kept.Problems.Count > 0)
        {
            return Refuse(context, kept.Problems);
        }

        if (context.Answer.IsJson)
        {
            context.Answer.Json(new { market.Code, market.GateClosure });
        }

        context.Answer.Line($"market event {market.Code} closes at {Words.Instant(market.GateClosure)}");
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub market list</c>: market events, the one whose gate closes first at the head.</summary>
internal sealed class MarketListVerb : RetailVerb
{
    public override string Path => "market list";

    public override string Description => "List market events";

    public override bool IsDefaultOfGroup => true;

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var events = await bench.Book<MarketEventBook>().ListAsync(cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(events.Select(static entry => new { entry.Event.Code, Kind = Words.Of(entry.Event.Kind), entry.Event.Party, From = LocalDatePattern.Iso.Format(entry.Event.From), To = LocalDatePattern.Iso.Format(entry.Event.To), entry.Event.GateClosure, entry.Missed }));
            return ExitCode.Ok;
        }

        var table = new TextTable("event", "kind", "party", "from", "to", "gate closes", "missed");
        foreach (var (market, missed) in events)
        {
            table.Row(
                market.Code, Words.Of(market.Kind), market.Party, LocalDatePattern.Iso.Format(market.From), LocalDatePattern.Iso.Format(market.To), Words.Instant(market.GateClosure), missed ? "yes" : "-");
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}

/// <summary><c>ihub market prices</c>: the prices that the trading center published for a day.</summary>
internal sealed class MarketPricesVerb : RetailVerb
{
    private readonly Argument<string> _day = new("day") { Description = "A market day, YYYY-MM-DD" };

    public override string Path => "market prices";

    public override string Description => "Show the published prices of a day";

    public override void Define(Command command)
    {
        base.Define(command);
        command.Add(_day);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, RetailBench bench, CancellationToken cancellationToken)
    {
        var notices = await bench.Book<PriceNotices>().OnAsync(RetailArguments.Day(context.Get(_day), "day")!.Value, cancellationToken);
        if (context.Answer.IsJson)
        {
            context.Answer.Json(notices.Select(static notice => new { notice.Area, Day = LocalDatePattern.Iso.Format(notice.Day), notice.Document, notice.Revision, notice.Resolution, notice.Currency, notice.Prices }));
            return ExitCode.Ok;
        }

        var table = new TextTable("area", "document", "revision", "interval", "price", "currency");
        foreach (var notice in notices)
        {
            for (var i = 0; i < notice.Prices.Count; i++)
            {
                table.Row(
                    notice.Area, notice.Document, $"{notice.Revision}", (i + 1).ToString(CultureInfo.InvariantCulture), notice.Prices[i].ToString("0.00######", CultureInfo.InvariantCulture), notice.Currency);
            }
        }

        context.Answer.Table(table);
        return ExitCode.Ok;
    }
}
