using System.Text.Json;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Packages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>What everybody may read.</summary>
internal static class ArticleCalls
{
    public static void Map(RouteGroupBuilder api)
    {
        var articles = api.MapGroup("/articles").WithTags("articles").OpenToEverybody("this is what the company released for everybody");
        articles.MapGet("", ListAsync).WithName("listArticles").WithSummary("What is to be read today, of one kind or of all, the newest day first").ProducesProblem(StatusCodes.Status400BadRequest);
        articles.MapGet("/{key}", FindAsync).WithName("getArticle").WithSummary("A text with the packages of it that can be had").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<IReadOnlyList<ArticleLine>>, ProblemHttpResult>> ListAsync(HttpContext http, PublicReader reader, string? kind)
    {
        if (kind is not null && !Enum.GetValues<ArticleKind>().Any(one => WordOf(one) == kind))
        {
            return ProblemAnswers.Of(
                StatusCodes.Status400BadRequest, ProblemAnswers.RequestWrong, "There is no such kind of texts.", $"Leave `kind` out, or use one of {string.Join(", ", Enum.GetValues<ArticleKind>().Select(WordOf))}.", []);
        }

        var articles = await reader.ListAsync(http.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<ArticleLine>>([.. articles.Where(article => kind is null || WordOf(article.Kind) == kind).Select(static article => new ArticleLine(article.Key, article.Version, article.Kind, article.Language, article.Title, article.On.ToDateOnly()))]);
    }

    private static async Task<Results<Ok<ArticleView>, ProblemHttpResult>> FindAsync(HttpContext http, string key, PublicReader reader) =>
        await reader.FindAsync(key, http.RequestAborted) is { } article ? TypedResults.Ok(ArticleView.Of(article)) : ApiAnswers.NotThere("text");

    private static string WordOf(ArticleKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());
}

/// <summary>A text in lists.</summary>
internal sealed record ArticleLine(string Key, int Version, ArticleKind Kind, string Language, string Title, DateOnly On);

/// <summary>A text.</summary>
/// <param name="Text">Paragraphs with empty lines between them.</param>
/// <param name="Packages">Packages that it is about and that can be had, price by price.</param>
internal sealed record ArticleView(string Key, int Version, ArticleKind Kind, string Language, string Title, string Text, DateOnly On, IReadOnlyList<PackageView> Packages)
{
    public static ArticleView Of(Article article) =>
        new(article.Key, article.Version, article.Kind, article.Language, article.Title, article.Text, article.On.ToDateOnly(), [.. (article.Packages ?? []).Select(PackageView.Of)]);
}

/// <summary>A package.</summary>
/// <param name="Names">By language tag.</param>
/// <param name="From">First day on which contracts can be made.</param>
/// <param name="To">Last such day; null where none is set.</param>
/// <param name="OpenTo">Groups of customers; empty for all.</param>
/// <param name="Bearer">Who bears deviation.</param>
/// <param name="CustomerShare">The fraction of it that the customer bears.</param>
internal sealed record PackageView(
    string Code, int Version, IReadOnlyDictionary<string, string> Names, string Currency, DateOnly From, DateOnly? To, IReadOnlyList<string> OpenTo, DeviationBearer Bearer, decimal CustomerShare, IReadOnlyList<PackageLine> Lines)
{
    public static PackageView Of(PublicPackage package) => new(
        package.Code, package.Version, package.Names, package.Currency, package.From.ToDateOnly(), package.To?.ToDateOnly(), package.OpenTo, package.Bearer, package.CustomerShare,
        package.Lines);
}
