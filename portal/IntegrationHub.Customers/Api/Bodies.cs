using IntegrationHub.Customers.Requests;
using IntegrationHub.Market;
using IntegrationHub.Market.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Customers.Api;

/// <summary>Bodies of calls, read strictly: everything that keeps one from being read is told at once, with its place.</summary>
internal static class Bodies
{
    /// <summary>What a customer's program has to go by.</summary>
    private const string Described = "Compare it with the OpenAPI document.";

    private static readonly Problem Empty = new(ProblemCodes.JsonUnreadable, "The body is empty.", "", "Send what the OpenAPI document says.");

    /// <summary>Says in the document what a call takes.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call)
        where T : notnull =>
        call.Accepts<T>("application/json").ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>Hands an order in under the id that belongs to it, and answers what became of it, or all that is wrong with the body.</summary>
    /// <param name="http">The call.</param>
    /// <param name="what">What there is not where it is not there.</param>
    /// <param name="act">Hands it in under the id.</param>
    public static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> OrderAsync<TBody>(HttpContext http, string what, Func<TBody, Guid, Task<Asked>> act)
        where TBody : class, IOrder => WithAsync<TBody, Accepted<RequestTaken>>(http, async order =>
    {
        if (RequestIds.Wrong(order.Request) is { } wrong)
            return ApiAnswers.Wrong([wrong]);

        var id = RequestIds.Of(http, order.Request);
        return ApiAnswers.Of(await act(order, id), id, what);
    });

    /// <summary>Does something with the body, or answers all that is wrong with it.</summary>
    public static async Task<Results<TAnswer, ProblemHttpResult>> WithAsync<TBody, TAnswer>(HttpContext http, Func<TBody, Task<Results<TAnswer, ProblemHttpResult>>> act)
        where TBody : class
        where TAnswer : IResult
    {
        string text;
        try
        {
            using var reader = new StreamReader(http.Request.Body);
            text = await reader.ReadToEndAsync(http.RequestAborted);
        }
        catch (BadHttpRequestException unread)
        {
            // Larger than the door takes, or broken off.
            return ApiAnswers.OfStatus(unread.StatusCode);
        }

        var read = MarketJson.Read<TBody>(text, "body", Empty, Described);
        return read is { IsGood: true, Value: { } body } ? await act(body) : ApiAnswers.Wrong(read.Problems);
    }
}
