using IntegrationHub.Exchange;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Portal.Pages;

/// <summary>Screens for what is not there, not allowed or broken: each says what to do next.</summary>
internal static class Notices
{
    /// <summary>Statuses with a text of their own; others are told as 500.</summary>
    private static readonly HashSet<int> Known = [400, 403, 404, 413, 421, 429, 500, 503];

    public static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);

    /// <summary>A document that was drawn, or the page that says why it was not.</summary>
    public static IResult Drawn(Checked<byte[]> drawn, string name, string back) => drawn.Value is { } pdf
        ? Results.File(pdf, "application/pdf", name)
        : new RazorComponentResult<RefusedPage>(new { Problem = drawn.Problems[0], Back = back }) { StatusCode = StatusCodes.Status503ServiceUnavailable };

    /// <summary>Pages for statuses that have no body yet. Assets and downloads get none.</summary>
    public static async Task OfStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status429TooManyRequests && ApiCalls.IsCall(http))
            await ProblemAnswers.TooManyCalls.ExecuteAsync(http);
        else if (!http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            await PageOf(http.Response.StatusCode).ExecuteAsync(http);
    }

    public static void OfFailures(IApplicationBuilder application) => application.Run(static async http =>
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (failure is ConfidentialRefusedException closed)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            await Hosting.AnswerGuards.SetHeaders(http, again => new RazorComponentResult<RefusedPage>(new { Problem = new Problem(closed.Code, $"{closed.Message.TrimEnd('.')}.", "", closed.Remedy), Back = "/" }) { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(again));
            return;
        }

        // The texts are read without the store, so this page works when that is away.
        http.Response.StatusCode = failure is StorageUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        await RequestGuardsAgainAsync(http);
    });

    /// <summary>What handles failures clears the answer, its headers included.</summary>
    private static Task RequestGuardsAgainAsync(HttpContext http) => Hosting.AnswerGuards.SetHeaders(http, static again => PageOf(again.Response.StatusCode).ExecuteAsync(again));

    private static RazorComponentResult PageOf(int status) => new RazorComponentResult<NoticePage>(new { Status = Known.Contains(status) ? status : 500 }) { StatusCode = status };
}
