using IntegrationHub.Customers.Api;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Customers.Pages;

/// <summary>Screens for what is not there, not allowed or broken: each says what to do next. To a call the same is said in the form of calls.</summary>
internal static class CustomerNotices
{
    /// <summary>Statuses with a text of their own; others are told as 500.</summary>
    private static readonly HashSet<int> Known = [400, 404, 413, 421, 429, 500, 503];

    public static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);

    public static async Task OfStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (!http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            await AnswerOf(http).ExecuteAsync(http);
    }

    public static void OfFailures(IApplicationBuilder application) => application.Run(static async http =>
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        http.Response.StatusCode = failure is StorageUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        // What handles failures clears the answer, its headers included.
        await AnswerGuards.SetHeaders(http, static again => AnswerOf(again).ExecuteAsync(again));
    });

    private static IResult AnswerOf(HttpContext http) => ApiCalls.IsCall(http) ? ApiAnswers.OfStatus(http.Response.StatusCode) : PageOf(http.Response.StatusCode);

    private static RazorComponentResult<CustomerNoticePage> PageOf(int status) => new(new { Status = Known.Contains(status) ? status : 500 }) { StatusCode = status };
}
