using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Pages;

/// <summary>What everybody may read, and how pages look.</summary>
internal static class ArticleEndpoints
{
    private const string Released = "this is what the company released for everybody";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", HomeAsync).OpenToEverybody(Released);
        foreach (var kind in Enum.GetValues<ArticleKind>())
            endpoints.MapGet("/" + kind.ToString().ToLowerInvariant(), (HttpContext http, PublicReader reader) => ListAsync(http, reader, kind)).OpenToEverybody(Released);

        endpoints.MapGet("/articles/{key}", ShowAsync).OpenToEverybody(Released);
        endpoints.MapPost("/settings/{what}/{value}", ChooseAsync).OpenToEverybody("language and colours of a browser are a cookie of its own");
    }

    private static async Task<IResult> HomeAsync(HttpContext http, PublicReader reader) => new RazorComponentResult<PublicHomePage>(new { Articles = await reader.ListAsync(http.RequestAborted) });

    private static async Task<IResult> ListAsync(HttpContext http, PublicReader reader, ArticleKind kind) =>
        new RazorComponentResult<ArticleListPage>(new { Kind = kind, Articles = (IReadOnlyList<Article>)[.. (await reader.ListAsync(http.RequestAborted)).Where(article => article.Kind == kind)] });

    private static async Task<IResult> ShowAsync(HttpContext http, string key, PublicReader reader) => await reader.FindAsync(key, http.RequestAborted) is { } article
        ? new RazorComponentResult<ArticlePage>(new { Article = article, Packages = article.Packages ?? [] })
        : CustomerNotices.NotFound();

    private static async Task<IResult> ChooseAsync(HttpContext http, string what, string value)
    {
        var cookie = (what, value) switch
        {
            ("language", "zh" or "en") => CustomerContext.LanguageCookie,
            ("colours", "light" or "dark") => CustomerContext.ColoursCookie,
            _ => null,
        };
        if (cookie is null)
            return CustomerNotices.NotFound();

        http.Response.Cookies.Append(cookie, value, new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365) });
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Results.Redirect(LocalPath.Of(form["return"]));
    }
}
