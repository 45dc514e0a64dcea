using IntegrationHub.Exchange;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.ServiceAccounts;

/// <summary>Programs that call the API: one administrator proposes, another agrees. Every act is confirmed with password and code.</summary>
internal static class ServiceAccountEndpoints
{
    private const string Home = "/service-accounts";

    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, static (HttpContext http, ServiceAccountBook book) => PageAsync(http, book, [], made: null)).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home, ProposeAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/approve", ApproveAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/rotate", RotateAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/revoke", RevokeAsync).Needs(Permission.ManagePeople);
    }

    private static async Task<IResult> ProposeAsync(HttpContext http, ServiceAccountBook book, Confirmation confirmation)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var scopes = posted["scope"].Select(static word => Enum.TryParse<Permission>(word, out var scope) ? scope : (Permission?)null).OfType<Permission>().ToList();
        var order = new NewServiceAccount(posted["name"].ToString().Trim(), posted["purpose"].ToString().Trim(), scopes, int.TryParse(posted["perMinute"], out var most) ? most : 0);
        var refused = ServiceAccountRules.Check(order);
        if (refused.Count > 0)
            return await PageAsync(http, book, refused, made: null);

        List<KeyValuePair<string, string>> carried = [new("name", order.Name), new("purpose", order.Purpose), new("perMinute", posted["perMinute"].ToString()), .. scopes.Select(static scope => KeyValuePair.Create("scope", scope.ToString()))];
        if (await AskAsync(http, confirmation, carried, "services.propose", order.Name, string.Join(", ", scopes)) is { } ask)
            return ask;

        return await DoneAsync(http, book, await book.ProposeAsync(order, Actor(http), http.RequestAborted));
    }

    private static async Task<IResult> ApproveAsync(HttpContext http, string name, ServiceAccountBook book, Confirmation confirmation)
    {
        // What is agreed to is what was proposed and shown: purpose and scopes are in the confirmation.
        if ((await book.ListAsync(http.RequestAborted)).FirstOrDefault(account => account.Name == name) is not { } proposed)
            return Notices.NotFound();

        var who = http.Features.GetRequiredFeature<SignedIn>().Account;
        if (who.IsActor(proposed.ProposedBy))
            return await PageAsync(http, book, [new Rejection("SERVICE_FOUR_EYES", null, "the same person proposed it", "actor", "Have another security administrator agree.")], made: null);

        var scopes = string.Join(", ", proposed.Scopes);
        if (await AskAsync(http, confirmation, [new("name", name), new("purpose", proposed.Purpose), new("scopes", scopes)], "services.approve", name, scopes) is { } ask)
            return ask;

        return await DoneAsync(http, book, await book.ApproveAsync(name, who.Actor, who.IsActor, http.RequestAborted));
    }

    private static async Task<IResult> RotateAsync(HttpContext http, string name, ServiceAccountBook book, Confirmation confirmation)
    {
        if (await AskAsync(http, confirmation, [new("name", name)], "services.rotate", name, facts: null) is { } ask)
            return ask;

        var (made, refused) = await book.RotateAsync(name, Life, Overlap, certificate: null, unbind: false, Actor(http), http.RequestAborted);
        // The token stands in this one answer, which nothing keeps.
        return await PageAsync(http, book, refused, made);
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, string name, ServiceAccountBook book, Confirmation confirmation) =>
        await AskAsync(http, confirmation, [new("name", name)], "services.revoke", name, facts: null)
        ?? await DoneAsync(http, book, await book.RevokeAsync(name, prefix: null, Actor(http), http.RequestAborted));

    private static string Actor(HttpContext http) => http.Features.GetRequiredFeature<SignedIn>().Account.Actor;

    private static Task<IResult?> AskAsync(HttpContext http, Confirmation confirmation, IEnumerable<KeyValuePair<string, string>> carried, string title, string name, string? facts)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        List<(string, string)> shown = [(page.T("services.name"), name)];
        if (facts is not null)
            shown.Add((page.T("services.scopes"), facts));

        return confirmation.AskAsync(http, carried, new ConfirmedAct(title, shown, Home) { Summary = $"{name} – {page.T(title)}" });
    }

    private static async Task<IResult> DoneAsync(HttpContext http, ServiceAccountBook book, IReadOnlyList<Rejection> refused) =>
        refused.Count == 0 ? Results.Redirect(Home) : await PageAsync(http, book, refused, made: null);

    private static async Task<IResult> PageAsync(HttpContext http, ServiceAccountBook book, IReadOnlyList<Rejection> refused, MadeToken? made) =>
        new RazorComponentResult<ServiceAccountsPage>(new { Accounts = await book.ListAsync(http.RequestAborted), Refused = refused, Made = made })
        {
            StatusCode = refused.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
}
