using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Customers.Pages;

/// <summary>What everybody may read, and how pages look.</summary>
internal static class ArticleEndpoints
{
    private const string Released = "this is what the company released for everybody";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", HomeAsync).OpenToEverybody(Released);
        foreach (var kind in Enum.GetValues<ArticleKind>())
            endpoints.MapGet("/" + kind.ToString().ToLowerInvariant(), (HttpContext http, ShelfReader shelves) => ListAsync(http, shelves, kind)).OpenToEverybody(Released);

        endpoints.MapGet("/articles/{key}", ShowAsync).OpenToEverybody(Released);
        endpoints.MapPost("/settings/{what}/{value}", ChooseAsync).OpenToEverybody("language and colours of a browser are a cookie of its own");
    }

    private static async Task<IResult> HomeAsync(HttpContext http, ShelfReader shelves) => new RazorComponentResult<PublicHomePage>(new { Articles = await CurrentAsync(http, shelves) });

    private static async Task<IResult> ListAsync(HttpContext http, ShelfReader shelves, ArticleKind kind)
    {
        var articles = await CurrentAsync(http, shelves);
        return new RazorComponentResult<ArticleListPage>(new { Kind = kind, Articles = (IReadOnlyList<Article>)[.. articles.Where(article => article.Kind == kind)] });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string key, ShelfReader shelves) =>
        await shelves.PublicAsync(shelf => shelf.FindArticle(key), http.RequestAborted) is { } article && Today(http) is var today && !article.IsOverOn(today)
            ? new RazorComponentResult<ArticlePage>(new { Article = article, Packages = (IReadOnlyList<PublicPackage>)[.. (article.Packages ?? []).Where(package => !package.IsOverOn(today))] })
            : CustomerNotices.NotFound();

    /// <summary>What can be read today: packages that cannot be had any more are gone, and nobody has to take them off.</summary>
    private static async Task<IReadOnlyList<Article>> CurrentAsync(HttpContext http, ShelfReader shelves)
    {
        var today = Today(http);
        return await shelves.PublicAsync(shelf => (IReadOnlyList<Article>)[.. shelf.Articles.Where(article => !article.IsOverOn(today))], http.RequestAborted);
    }

    private static LocalDate Today(HttpContext http) => http.RequestServices.GetRequiredService<CustomersSettings>().TodayAt(http.RequestServices.GetRequiredService<TimeProvider>());

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
