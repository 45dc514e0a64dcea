using IntegrationHub.Customers.Requests;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace IntegrationHub.Customers.Api;

/// <summary>What calls answer where they do not answer what was asked for.</summary>
internal static class ApiAnswers
{
    /// <summary>No session where one is needed, or one that is over, or one of pages.</summary>
    public static ProblemHttpResult SessionMissing { get; } = ProblemAnswers.Of(
        StatusCodes.Status401Unauthorized, "SESSION_MISSING", "The call brings no session that is good for calls.", "Sign in at /api/v1/sign-in, and send `Authorization: Session TOKEN`.", []);

    /// <summary>A document cannot be drawn: there is no font, or it lacks a character. Which, the company's page of the same document says.</summary>
    public static ProblemHttpResult NotDrawn { get; } =
        ProblemAnswers.Of(StatusCodes.Status503ServiceUnavailable, "DRAWING_FAILED", "The document cannot be drawn at the moment.", "Try again in a minute; read it without drawing meanwhile.", []);

    /// <summary>There is no such thing, or it is another customer's: nobody learns which.</summary>
    public static ProblemHttpResult NotThere(string what, string remedy = "Look at the list.", string code = "RECORD_UNKNOWN") =>
        ProblemAnswers.Of(StatusCodes.Status404NotFound, code, $"There is no such {what}.", remedy, []);

    /// <summary>Everything that is wrong with what was sent.</summary>
    public static ProblemHttpResult Wrong(IReadOnlyList<Problem> problems, int status = StatusCodes.Status422UnprocessableEntity) => ProblemAnswers.Of(
        status, problems[0].Code, problems[0].Text, problems[0].Remedy, [.. problems.Select(static one => new FindingView(one.Code, one.Where, "", 0, one.Text, one.Remedy))]);

    /// <summary>What became of something that was asked.</summary>
    /// <param name="asked">What became of it.</param>
    /// <param name="request">Id of the request, under which its answer comes.</param>
    /// <param name="what">What there is not where it is not there.</param>
    public static Results<Accepted<RequestTaken>, ProblemHttpResult> Of(Asked asked, Guid request, string what) => asked.Status switch
    {
        AskedStatus.HandedIn => TypedResults.Accepted($"/api/v1/requests/{request:D}", new RequestTaken(request)),
        AskedStatus.NotThere => NotThere(what),
        AskedStatus.Late => Wrong(asked.Problems, StatusCodes.Status409Conflict),
        AskedStatus.TooMany => SignInAnswers.TooManyTries,
        _ => Wrong(asked.Problems),
    };

    /// <summary>What no call answers.</summary>
    public static ProblemHttpResult OfStatus(int status)
    {
        var (code, remedy) = ProblemAnswers.OfStatus(status);
        return status == StatusCodes.Status429TooManyRequests ? ProblemAnswers.TooManyCalls
            // Customers look into no log of the retailer's.
            : ProblemAnswers.Of(status, code, $"{ReasonPhrases.GetReasonPhrase(status)}.", code == ProblemAnswers.InternalError ? "Try again in a minute, and tell the retailer where it stays so." : remedy, []);
    }

    /// <summary>Nobody has to be signed in to be told that there is no such address, or that it takes another method or medium.</summary>
    public static Task AnswerWhatIsNoCall(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is RouteEndpoint)
            return next(http);

        if (http.GetEndpoint()?.RequestDelegate is { } refuse)
            return refuse(http);

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>It is on its way to the company's side, which judges it.</summary>
/// <param name="Request">Its answer is at <c>/api/v1/requests/ID</c>, as soon as there is one.</param>
internal sealed record RequestTaken(Guid Request);
