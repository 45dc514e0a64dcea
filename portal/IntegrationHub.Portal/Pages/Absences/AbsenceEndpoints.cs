using System.Globalization;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages.Absences;

/// <summary>Who is away, and who stands in: for oneself and for the departments one leads.</summary>
internal static class AbsenceEndpoints
{
    private const int LongestField = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/account/absences", ShowAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/account/absences", EnterAsync).Needs(Permission.DoTasks);
        endpoints.MapPost("/account/absences/end", EndAsync).Needs(Permission.DoTasks);
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<IResult> ShowAsync(HttpContext http, AbsenceDesk desk) =>
        new RazorComponentResult<AbsencePage>(new { Absences = await desk.ListAsync(PortalActors.Of(http), http.RequestAborted) });

    private static async Task<IResult> EnterAsync(HttpContext http, AbsenceDesk desk)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (person, deputy, from, to) = (Field(posted, "person"), Field(posted, "deputy"), Field(posted, "from"), Field(posted, "to"));
        IReadOnlyList<Finding> findings = TryDay(from, out var first) && TryDay(to, out var last)
            ? (await desk.EnterAsync(PortalActors.Of(http), person, deputy, first, last, http.RequestAborted)).Findings
            : [new Finding(AbsenceCodes.Days, "from", "", 0, "A day is missing.", "Give a first and a last day.")];
        return findings.Count == 0
            ? Results.Redirect("/account/absences")
            : new RazorComponentResult<AbsencePage>(new { Absences = await desk.ListAsync(PortalActors.Of(http), http.RequestAborted), Findings = findings, Person = person, Deputy = deputy, From = from, To = to })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
    }

    private static async Task<IResult> EndAsync(HttpContext http, AbsenceDesk desk)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!TryDay(Field(posted, "from"), out var from))
            return Notices.NotFound();

        var ended = await desk.EndAsync(PortalActors.Of(http), Field(posted, "person"), from, http.RequestAborted);
        return ended.Value is not null
            ? Results.Redirect("/account/absences")
            : new RazorComponentResult<FindingPage>(new { Finding = ended.Findings[0], Back = "/account/absences" }) { StatusCode = StatusCodes.Status409Conflict };
    }

    private static string Field(IFormCollection posted, string name) => posted[name].ToString().Trim() is { Length: <= LongestField } text ? text : "";

    private static bool TryDay(string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
