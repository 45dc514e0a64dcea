using IntegrationHub.Exchange;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Emergency;

/// <summary>The way in for when codes do not arrive, for administrators who are signed in still: two of them agree, each confirmed with the factors; the audit administrator reviews.</summary>
internal static class BreakGlassEndpoints
{
    private const string Home = "/break-glass";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, static (HttpContext http, BreakGlassDesk desk) => PageAsync(http, desk, [], code: null)).Needs(Permission.ReadBreakGlass);
        endpoints.MapPost(Home, AskAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{id}/agree", AgreeAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{id}/close", CloseAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{id}/review", ReviewAsync).Needs(Permission.ReadBreakGlass);
    }

    private static async Task<IResult> AskAsync(HttpContext http, BreakGlassDesk desk, BreakGlassWatch watch, Confirmation confirmation)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, reason) = (posted["name"].ToString().Trim(), posted["reason"].ToString().Trim());
        if (await ConfirmAsync(http, confirmation, [new("name", name), new("reason", reason)], "break-glass.ask", name, reason) is { } ask)
            return ask;

        var (_, refused) = await desk.AskAsync(name, reason, Proof(http), http.RequestAborted);
        return await DoneAsync(http, desk, watch, refused, code: null);
    }

    private static async Task<IResult> AgreeAsync(HttpContext http, string id, BreakGlassDesk desk, BreakGlassWatch watch, Confirmation confirmation)
    {
        if ((await desk.ListAsync(http.RequestAborted)).FirstOrDefault(one => one.Id == id) is not { Opening: var asked })
            return Notices.NotFound();

        if (await ConfirmAsync(http, confirmation, [new("name", asked.Account), new("reason", asked.Reason)], "break-glass.agree", asked.Account, asked.Reason) is { } ask)
            return ask;

        // The code stands in this one answer, which nothing keeps.
        var (code, refused) = await desk.AgreeAsync(id, Proof(http), http.RequestAborted);
        return await DoneAsync(http, desk, watch, refused, code);
    }

    private static async Task<IResult> CloseAsync(HttpContext http, string id, BreakGlassDesk desk, BreakGlassWatch watch) =>
        await DoneAsync(http, desk, watch, await desk.CloseAsync(id, Who(http).Actor, http.RequestAborted), code: null);

    private static async Task<IResult> ReviewAsync(HttpContext http, string id, BreakGlassDesk desk, BreakGlassWatch watch)
    {
        var finding = (await http.Request.ReadFormAsync(http.RequestAborted))["finding"].ToString();
        return await DoneAsync(http, desk, watch, await desk.ReviewAsync(id, finding, Who(http), http.RequestAborted), code: null);
    }

    private static Account Who(HttpContext http) => http.Features.GetRequiredFeature<SignedIn>().Account;

    private static AdministratorProof Proof(HttpContext http) => new(Who(http).Name, EnvelopeCode: null);

    private static Task<IResult?> ConfirmAsync(HttpContext http, Confirmation confirmation, IEnumerable<KeyValuePair<string, string>> carried, string title, string name, string reason)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        return confirmation.AskAsync(http, carried, new ConfirmedAct(title, [(page.T("break-glass.for"), name), (page.T("processes.reason"), reason)], Home) { Summary = $"{name} – {page.T(title)}" });
    }

    private static async Task<IResult> DoneAsync(HttpContext http, BreakGlassDesk desk, BreakGlassWatch watch, IReadOnlyList<Rejection> refused, string? code)
    {
        watch.Forget();
        return refused.Count == 0 && code is null ? Results.Redirect(Home) : await PageAsync(http, desk, refused, code);
    }

    private static async Task<IResult> PageAsync(HttpContext http, BreakGlassDesk desk, IReadOnlyList<Rejection> refused, string? code) =>
        new RazorComponentResult<BreakGlassPage>(new
        {
            Openings = await desk.ListAsync(http.RequestAborted), Envelopes = await desk.EnvelopesAsync(http.RequestAborted), Refused = refused, Code = code,
        })
        {
            StatusCode = refused.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
