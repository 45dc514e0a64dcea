using IntegrationHub.Customers.Shelves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What the customer did and what happened.</summary>
internal static class HistoryCalls
{
    public static void Map(RouteGroupBuilder own) =>
        own.MapGet("/history", ShowAsync).WithTags("history").WithName("listHistory").WithSummary("What happened, the newest first, a page at a time (?page=)").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<HistoryView>, ProblemHttpResult>> ShowAsync(HttpContext http, int? page, ShelfReader shelves) =>
        HistoryPart.Of(await shelves.OwnAsync(http, static shelf => shelf.History), page ?? 1) is { } part
            ? TypedResults.Ok(new HistoryView([.. part.Entries.Select(static one => new HappenedView(one.At, one.What, one.About))], part.Number, part.Pages))
            : ApiAnswers.NotThere("page", "`pages` says how many there are.");
}

/// <summary>A page of what happened.</summary>
internal sealed record HistoryView(IReadOnlyList<HappenedView> Entries, int Page, int Pages);

/// <summary>Something that happened.</summary>
/// <param name="What">Kind and what became of it: <c>contract.Offered</c>, <c>bill</c>, <c>service.Open</c>.</param>
/// <param name="About">What it names: a contract with its version, a month with its account, a request's account and day.</param>
internal sealed record HappenedView(DateTimeOffset At, string What, string About);
