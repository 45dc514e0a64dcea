using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Audit;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages;

/// <summary>Home, reviews, own sessions, and how pages look.</summary>
internal static class PageEndpoints
{
    private const int Many = 100;

    /// <summary>Reviews in a file; one who has more asks the ledger (<c>kind=review.added</c>), which has no end.</summary>
    private const int MostInFile = 10_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", HomeAsync).Needs(Permission.OwnAccount);
        endpoints.MapGet("/reviews", ReviewsAsync).Needs(Permission.ReadLedger);
        endpoints.MapGet("/reviews/export", ReviewsExportAsync).Needs(Permission.ReadLedger).Costly();
        endpoints.MapGet("/account", AccountAsync).Needs(Permission.OwnAccount);
        endpoints.MapPost("/account/sessions/{session:guid}/end", EndOwnAsync).Needs(Permission.OwnAccount);
        endpoints.MapPost("/settings/{what}/{value}", Choose).OpenToEverybody("language and colours of a browser are a cookie of its own, chosen before signing in");
        // An address that leads nowhere is not found, as something of somebody else's is; who has not signed in learns neither.
        endpoints.MapFallback("{**path}", static () => Notices.NotFound()).Needs(Permission.OwnAccount);
    }

    private static async Task<IResult> HomeAsync(HttpContext http, HomeDesk desk, Looks looks)
    {
        await looks.LookAsync(http, "home", question: null);
        return new RazorComponentResult<HomePage>(new { Model = await desk.ReadAsync(http.Features.GetRequiredFeature<SignedIn>(), PortalActors.Of(http), SessionHandler.IsLive(http.Request), http.RequestAborted) });
    }

    private static async Task<IResult> ReviewsAsync(HttpContext http, IExchangeReader exchanges, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        await looks.RecordAsync(who.Account, "reviews", exchange: null, question: null, http.RequestAborted);
        return new RazorComponentResult<ReviewsPage>(new { Reviews = await LedgerReading.ReviewsAsync(who.Permissions, exchanges, Many, http.RequestAborted) });
    }

    private static async Task<IResult> ReviewsExportAsync(HttpContext http, IExchangeReader exchanges, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        await looks.RecordAsync(who.Account, "reviews", exchange: null, "export", http.RequestAborted);
        var reviews = await LedgerReading.ReviewsAsync(who.Permissions, exchanges, MostInFile, http.RequestAborted);
        return CsvFile.Answer(
            "reviews", ["at", "auditor", "exchange", "state", "signOff", "finding", "sha256"],
            reviews.Select(static one => (IReadOnlyList<object?>)[ReviewEndpoints.TextOf(one.At), one.Auditor, one.Exchange, one.State, one.SignOff, one.Finding, one.RawSha256]));
    }

    private static async Task<IResult> AccountAsync(HttpContext http, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return new RazorComponentResult<AccountPage>(new { Sessions = await sessions.ListAsync(who.Account.Id, http.RequestAborted) });
    }

    /// <summary>Of somebody else's session nobody learns whether there is one.</summary>
    private static async Task<IResult> EndOwnAsync(HttpContext http, Guid session, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return await sessions.EndAsync(who.Account.Id, session, who.Account.Actor, "ended by its owner", http.RequestAborted) ? Results.Redirect("/account") : Notices.NotFound();
    }

    private static async Task<IResult> Choose(HttpContext http, string what, string value)
    {
        var cookie = (what, value) switch
        {
            ("language", "zh" or "en") => PageContext.LanguageCookie,
            ("colours", "light" or "dark") => PageContext.ColoursCookie,
            _ => null,
        };
        if (cookie is null)
            return Notices.NotFound();

        http.Response.Cookies.Append(cookie, value, new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365) });
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Results.Redirect(LocalPath.Of(form["return"]));
    }
}
