using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What the customer turned to the retailer for, and what became of everything that was asked by a call.</summary>
internal static class RequestCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var requests = own.MapGroup("/requests").WithTags("requests");
        requests.MapGet("", ListAsync).WithName("listRequests").WithSummary("Requests to the retailer, the newest answer first");
        requests.MapPost("", AskAsync).Takes<ServiceOrder>().WithName("askRetailer").WithSummary("Turns to the retailer");
        requests.MapGet("/{id:guid}", FindAsync).WithName("getRequest").WithSummary("What became of a request of any kind").ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapPost("/{id:guid}/again", AskAgainAsync).Takes<AgainOrder>().WithName("askRetailerAgain").WithSummary("Opens a request again whose answer does not content");
    }

    private static async Task<Ok<IReadOnlyList<RequestView>>> ListAsync(HttpContext http, ShelfReader shelves, TimeProvider time) =>
        TypedResults.Ok<IReadOnlyList<RequestView>>([.. (await shelves.OwnAsync(http, static shelf => shelf.Requests)).Select(one => RequestView.Of(one.Answer, one.At, time))]);

    /// <summary>One that was just handed in is not there before the company's side has looked at it.</summary>
    private static async Task<Results<Ok<RequestView>, ProblemHttpResult>> FindAsync(HttpContext http, Guid id, ShelfReader shelves, TimeProvider time)
    {
        var (answer, at) = await shelves.OwnAsync(http, shelf => shelf.FindAnswer(id));
        return answer is not null ? TypedResults.Ok(RequestView.Of(answer, at, time)) : ApiAnswers.NotThere("request", "One that was just handed in is here in a moment: ask again in some seconds.", "REQUEST_UNKNOWN");
    }

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> AskAsync(HttpContext http, ServiceDesk desk) => Bodies.OrderAsync<ServiceOrder>(http, "login", (order, request) =>
        desk.AskAsync(http.Customer().Login, request, order.Topic, order.Text, http.RequestAborted));

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> AskAgainAsync(HttpContext http, Guid id, ServiceDesk desk) => Bodies.OrderAsync<AgainOrder>(http, "request", (order, request) =>
        desk.AskAgainAsync(http.Customer().Login, id, request, order.Text, http.RequestAborted));
}

/// <summary>Turns to the retailer.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Topic"><c>consultation</c>, <c>application</c>, <c>complaint</c> or <c>fault</c>.</param>
/// <param name="Text">1 to 4,000 characters.</param>
internal sealed record ServiceOrder(Guid Request, ServiceTopic Topic, string Text) : IOrder;

/// <summary>Opens a request again.</summary>
/// <param name="Request">An id of version 7 that the caller makes for this order.</param>
/// <param name="Text">What is still wanted, 1 to 4,000 characters.</param>
internal sealed record AgainOrder(Guid Request, string Text) : IOrder;

/// <summary>What became of a request.</summary>
/// <param name="State"><c>open</c>: somebody will answer; <c>done</c> as it was asked; <c>refused</c>: code and text say why.</param>
/// <param name="Code">Stable code of a refusal.</param>
/// <param name="Text">Words of both sides.</param>
/// <param name="Until">When an open one is answered at the latest.</param>
/// <param name="MayAskAgain">Whether it may be opened again now.</param>
/// <param name="ReopenUntil">Until when it may be.</param>
/// <param name="Kind">What was asked.</param>
/// <param name="About">A contract, or account and day.</param>
/// <param name="Topic">What the retailer was turned to for; null of another kind.</param>
internal sealed record RequestView(Guid Id, RequestState State, string? Code, string? Text, DateTimeOffset? Until, bool MayAskAgain, DateTimeOffset? ReopenUntil, string? Kind, string? About, ServiceTopic? Topic, DateTimeOffset At)
{
    public static RequestView Of(RequestAnswer answer, DateTimeOffset at, TimeProvider time) => new(
        answer.Request, answer.State, answer.Code, answer.Text, answer.Until, answer.MayReopenAt(time.GetUtcNow()), answer.ReopenUntil, answer.Kind, answer.About, answer.Topic, at);
}
