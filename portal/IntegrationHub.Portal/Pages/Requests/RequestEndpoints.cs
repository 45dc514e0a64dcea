using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Market;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Retail.Processes.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Requests;

/// <summary>What customers turn to the retailer for: those due first in front, each answered once. What a customer wrote is content, and every look at it is an event.</summary>
internal static class RequestEndpoints
{
    private const string Home = "/requests";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, ListAsync).Needs(Permission.ReadRequests);
        endpoints.MapGet(Home + "/export", ExportAsync).Needs(Permission.ReadRequests).Costly();
        endpoints.MapGet(Home + "/{id:guid}", ShowAsync).Needs(Permission.ReadRequests);
        endpoints.MapPost(Home + "/{id:guid}/answer", AnswerAsync).Needs(Permission.AnswerRequests);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ServiceRequestBook book, Looks looks)
    {
        var all = AsksAll(http);
        await looks.LookAsync(http, "requests", question: all ? "show=all" : null, always: true);
        return new RazorComponentResult<RequestListPage>(new { Requests = await book.ListAsync(openOnly: !all, http.RequestAborted), All = all });
    }

    /// <summary>Who waits for what until when; what they wrote stays in the pages.</summary>
    private static async Task<IResult> ExportAsync(HttpContext http, ServiceRequestBook book, Looks looks)
    {
        var all = AsksAll(http);
        await looks.LookAsync(http, "requests", all ? "export show=all" : "export", always: true);
        return CsvFile.Answer(
            "requests", ["customer", "topic", "at", "until", "answered", "answeredBy", "approvedBy", "request"],
            (await book.ListAsync(openOnly: !all, http.RequestAborted)).Select(static one => (IReadOnlyList<object?>)
                [one.CustomerName, one.Request.Topic, CsvFile.InstantOf(one.At), CsvFile.InstantOf(one.Until), one.Answer is null ? "no" : "yes", one.AnsweredBy, one.ApprovedBy, one.Id]));
    }

    private static bool AsksAll(HttpContext http) => http.Request.Query["show"] == "all";

    private static Task<IResult> ShowAsync(HttpContext http, Guid id, ServiceRequestBook book, Looks looks) => PageAsync(http, id, book, looks, [], "");

    private static async Task<IResult> AnswerAsync(HttpContext http, Guid id, ServiceRequestBook book, ServiceRequestDesk desk, Looks looks)
    {
        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["text"].ToString().ReplaceLineEndings("\n").Trim();
        if (await book.FindAsync(id, http.RequestAborted) is null)
            return Notices.NotFound();

        var answered = await desk.AnswerAsync(id, text, PortalActors.Of(http), http.RequestAborted);
        return answered.Problems.Count == 0 ? Results.Redirect($"{Home}/{id:D}?handed-in=yes") : await PageAsync(http, id, book, looks, answered.Problems, text);
    }

    private static async Task<IResult> PageAsync(HttpContext http, Guid id, ServiceRequestBook book, Looks looks, IReadOnlyList<Problem> problems, string typed)
    {
        if (await book.FindAsync(id, http.RequestAborted) is not { } request)
            return Notices.NotFound();

        await looks.LookAsync(http, "request", id.ToString(), always: true);
        return new RazorComponentResult<RequestPage>(new { Request = request, Problems = problems, Typed = typed })
        {
            StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
