using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Processes.Bids;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Market events and bids in the HTTP API, for those who trade.</summary>
internal sealed class BiddingApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub)
    {
        services.AddSingleton(hub.GetRequiredService<MarketEventBook>());
        services.AddSingleton(hub.GetRequiredService<BidEntries>());
        services.AddSingleton(hub.GetRequiredService<BidServices>());
        services.AddSingleton(hub.GetRequiredService<BidPrices>());
    }

    public void Map(RouteGroupBuilder api)
    {
        var markets = api.MapGroup("/market-events").WithTags("bids").ProducesProblem(StatusCodes.Status403Forbidden);
        markets.MapGet("", EventsAsync).WithName("listMarketEvents").WithContentLooks().ForPersons(Permission.ReadBids).WithSummary("Market events, the one whose gate closes first at the head");
        markets.MapPost("", ImportAsync).WithName("importMarketEvent").ForPersons(Permission.KeepBids).WithSummary("Keeps the announcement of a market event, the body of the request").Accepts<string>("application/json").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var bids = api.MapGroup("/bids").WithTags("bids").ProducesProblem(StatusCodes.Status403Forbidden);
        bids.MapGet("", BidsAsync).WithName("listBids").WithContentLooks().ForPersons(Permission.ReadBids).WithSummary("The bid book, without what is bid");
        bids.MapPost("", WriteAsync).WithName("writeBid").ForPersons(Permission.KeepBids).WithSummary("Writes a bid, or its next version: the body of the request").Accepts<string>("application/json").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        bids.MapPost("/{number}/prices", PriceAsync).WithName("enterBidPrice").ForPersons(Permission.KeepBids).WithSummary("Enters the price of what a result gives without one: `price`, `position` (all without a price where it is left away), `source`").Accepts<BidPriceDraft>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        bids.MapPost("/{number}/prices/confirmation", ConfirmAsync).WithName("confirmBidPrice").ForPersons(Permission.KeepBids).WithSummary("A second person confirms the price that was entered, by `price` as the source says; `position` for one interval").Accepts<BidPriceConfirmation>("application/json")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        bids.MapGet("/{number}", BidAsync).WithName("showBid").WithContentLooks().ForPersons(Permission.ReadBids).WithSummary("A bid with the text that is approved").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Task<Results<Ok<IReadOnlyList<MarketEventView>>, ProblemHttpResult>> EventsAsync(HttpContext http, IRequestActor actors, Callers callers, MarketEventBook book, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<MarketEventView>>(http, actors, callers, Permission.ReadBids, async _ =>
            TypedResults.Ok<IReadOnlyList<MarketEventView>>([.. (await book.ListAsync(cancellation)).Select(static entry => MarketEventView.Of(entry.Event, entry.Missed))]));

    private static Task<Results<Ok<MarketEventView>, ProblemHttpResult>> ImportAsync(HttpContext http, IRequestActor actors, Callers callers, MarketEventBook book, CancellationToken cancellation) =>
        RetailApi.AsAsync<MarketEventView>(http, actors, callers, Permission.KeepBids, async actor => await RetailApi.TextAsync(http, MarketEventBook.LongestText, cancellation) is { } text
            ? RetailApi.Answer(await book.ImportAsync(text, actor.User, cancellation), static market => MarketEventView.Of(market, false))
            : Problems.Wrong($"An announcement has at most {MarketEventBook.LongestText} characters.", "Shorten it."));

    private static Task<Results<Ok<IReadOnlyList<BidView>>, ProblemHttpResult>> BidsAsync(HttpContext http, IRequestActor actors, Callers callers, BidEntries book, CancellationToken cancellation) =>
        RetailApi.AsAsync<IReadOnlyList<BidView>>(http, actors, callers, Permission.ReadBids, async _ => TypedResults.Ok<IReadOnlyList<BidView>>([.. (await book.ListAsync(null, cancellation)).Select(static bid => BidView.Of(bid, null))]));

    private static Task<Results<Ok<BidView>, ProblemHttpResult>> WriteAsync(HttpContext http, IRequestActor actors, Callers callers, BidEntries book, CancellationToken cancellation) =>
        RetailApi.AsAsync<BidView>(http, actors, callers, Permission.KeepBids, async actor => await RetailApi.TextAsync(http, BidEntries.LongestText, cancellation) is { } text
            ? RetailApi.Answer(await book.WriteAsync(text, actor.User, cancellation), static bid => BidView.Of(bid, null))
            : Problems.Wrong($"A bid has at most {BidEntries.LongestText} characters.", "Split it."));

    private static Task<Results<Ok<BidView>, ProblemHttpResult>> PriceAsync(HttpContext http, IRequestActor actors, Callers callers, BidPrices prices, string number, CancellationToken cancellation) =>
        RetailApi.AsAsync<BidView>(http, actors, callers, Permission.KeepBids, async actor => await RetailApi.TextAsync(http, BidPrices.LongestText, cancellation) is { } text
            ? RetailApi.Answer(await prices.EnterAsync(number, text, actor.User, cancellation), static bid => BidView.Of(bid, null))
            : Problems.Wrong($"A price has at most {BidPrices.LongestText} characters.", "Shorten it."));

    private static Task<Results<Ok<BidView>, ProblemHttpResult>> ConfirmAsync(HttpContext http, IRequestActor actors, Callers callers, BidPrices prices, string number, CancellationToken cancellation) =>
        RetailApi.AsAsync<BidView>(http, actors, callers, Permission.KeepBids, async actor => await RetailApi.TextAsync(http, BidPrices.LongestText, cancellation) is { } text
            ? RetailApi.Answer(await prices.ConfirmAsync(number, text, actor.User, cancellation), static bid => BidView.Of(bid, null))
            : Problems.Wrong($"A price has at most {BidPrices.LongestText} characters.", "Shorten it."));

    private static Task<Results<Ok<BidView>, ProblemHttpResult>> BidAsync(HttpContext http, IRequestActor actors, Callers callers, BidServices bids, string number, int? version, CancellationToken cancellation) =>
        RetailApi.AsAsync<BidView>(http, actors, callers, Permission.ReadBids, async _ => RetailApi.Answer(await bids.FindAsync(number, version, cancellation), found => BidView.Of(found.Bid, bids.Entries.TextOf(found.Bid, found.Market))));
}

/// <summary>A market event as the API shows it.</summary>
internal sealed record MarketEventView(string Code, MarketEventKind Kind, string Party, string From, string To, DateTimeOffset GateClosure, bool Missed)
{
    public static MarketEventView Of(MarketEvent market, bool missed) => new(
        market.Code, market.Kind, market.Party, NodaTime.Text.LocalDatePattern.Iso.Format(market.From), NodaTime.Text.LocalDatePattern.Iso.Format(market.To), market.GateClosure, missed);
}

/// <summary>A bid as the API shows it.</summary>
/// <param name="Text">The text that is approved; only of a single bid.</param>
/// <param name="Digest">Digest of that text, or of the one that was proposed.</param>
internal sealed record BidView(string Number, int Version, string Event, BidState State, string Author, IReadOnlyList<string> ApprovedBy, string? Text, string? Digest, int? Findings)
{
    public static BidView Of(BidEntry bid, BidText? text) => new(bid.Number, bid.Version, bid.Event, bid.State, bid.Author, bid.ApprovedBy, text?.Text, text?.Digest ?? bid.Digest, bid.Outcome?.Findings.Count);
}
