using IntegrationHub.Exchange;
using IntegrationHub.Identity;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Operations;

/// <summary>What was told to whom by which way, and what became of it.</summary>
internal static class SentNoticeEndpoints
{
    private const int PageSize = 50;
    private const int LongestText = 60;

    private static readonly string[] Asked = ["kind", "state", "from", "to"];

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/operations/notices", ListAsync).Needs(Permission.ReadOperations);

    private static async Task<IResult> ListAsync(HttpContext http, ISentNotices notices, TimeZones zones, Looks looks)
    {
        var query = http.Request.Query;
        var typed = Asked.ToDictionary(static name => name, name => query[name].ToString().Trim() is { Length: > 0 } text ? text : null, StringComparer.Ordinal);
        var (filter, refused) = new NoticeSearchText(typed["kind"], typed["state"], typed["from"], typed["to"], query["before"]).Read(PageSize, zones.Zone);

        // What is too long to be looked for is not carried on.
        var carried = string.Join('&', Asked.Where(name => typed[name] is { Length: <= LongestText }).Select(name => $"{name}={Uri.EscapeDataString(typed[name]!)}"));
        await looks.LookAsync(http, "notices", carried);
        var page = await notices.ReadAsync(filter, http.Features.GetRequiredFeature<SignedIn>().Permissions, http.RequestAborted);
        var model = new SentNoticesModel(filter, refused, carried, page);
        return SessionHandler.IsFragment(http.Request) ? new RazorComponentResult<SentNoticeResults>(new { Model = model }) : new RazorComponentResult<SentNoticesPage>(new { Model = model });
    }
}

/// <param name="Refused">What of the question cannot be looked for; the filter goes without it.</param>
/// <param name="Query">The question as a query, for links.</param>
public sealed record SentNoticesModel(NoticeFilter Filter, IReadOnlyList<Rejection> Refused, string Query, SentNoticePage Page);
