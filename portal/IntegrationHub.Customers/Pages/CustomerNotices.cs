using IntegrationHub.Exchange;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Customers.Pages;

/// <summary>Screens for what is not there, not allowed or broken: each says what to do next.</summary>
internal static class CustomerNotices
{
    /// <summary>Statuses with a text of their own; others are told as 500.</summary>
    private static readonly HashSet<int> Known = [400, 404, 413, 421, 429, 500, 503];

    public static IResult NotFound() => Results.StatusCode(StatusCodes.Status404NotFound);

    public static async Task OfStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (!http.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
            await PageOf(http.Response.StatusCode).ExecuteAsync(http);
    }

    public static void OfFailures(IApplicationBuilder application) => application.Run(static async http =>
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        http.Response.StatusCode = failure is StorageUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError;
        // What handles failures clears the answer, its headers included.
        await AnswerGuards.SetHeaders(http, static again => PageOf(again.Response.StatusCode).ExecuteAsync(again));
    });

    private static RazorComponentResult<CustomerNoticePage> PageOf(int status) => new(new { Status = Known.Contains(status) ? status : 500 }) { StatusCode = status };
}
