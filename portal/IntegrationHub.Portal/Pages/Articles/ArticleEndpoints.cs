using System.Globalization;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Market;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.CustomerSide;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Articles;

/// <summary>What everybody reads on the customers' pages: one person writes, another reads it for what is confidential and releases it, confirmed with the factors.</summary>
internal static class ArticleEndpoints
{
    private const string Home = "/articles";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, ListAsync).Needs(Permission.ReadCustomers);
        endpoints.MapGet(Home + "/export", ExportAsync).Needs(Permission.ReadCustomers).Costly();
        endpoints.MapGet(Home + "/new", FormAsync).Needs(Permission.KeepArticles);
        endpoints.MapPost(Home + "/new", WriteAsync).Needs(Permission.KeepArticles).WithFormOptions(valueLengthLimit: TaskUploads.MostBytes).TakesFile();
        endpoints.MapGet(Home + "/{key}/{version:int}", ShowAsync).Needs(Permission.ReadCustomers);
        endpoints.MapPost(Home + "/{key}/release", ReleaseAsync).Needs(Permission.ReleaseArticles);
        endpoints.MapPost(Home + "/{key}/withdraw", WithdrawAsync).Needs(Permission.KeepArticles);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ArticleBook book, Looks looks)
    {
        await looks.LookAsync(http, "articles", question: null);
        return new RazorComponentResult<ArticleListPage>(new { Articles = await book.ListAsync(http.RequestAborted) });
    }

    private static async Task<IResult> ExportAsync(HttpContext http, ArticleBook book, Looks looks)
    {
        await looks.LookAsync(http, "articles", "export", always: true);
        return CsvFile.Answer(
            "articles", ["key", "version", "kind", "language", "title", "on", "state", "author", "releasedBy"],
            (await book.ListAsync(http.RequestAborted)).Select(static listed => (listed, listed.Stored.Article)).Select(static one => (IReadOnlyList<object?>)
            [
                one.Article.Key, one.Article.Version, one.Article.Kind, one.Article.Language, one.Article.Title, one.Article.On.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), one.listed.Shown,
                one.listed.Stored.Author, one.listed.Stored.ReleasedBy,
            ]));
    }

    /// <summary>An empty form, or the newest version of an article to be written anew.</summary>
    private static async Task<IResult> FormAsync(HttpContext http, ArticleBook book, PortalSettings settings, TimeProvider time, string? key)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), settings.TimeZone).DateTime);
        var known = key is { Length: > 0 } ? await book.FindAsync(key, version: null, http.RequestAborted) : null;
        return known is null && key is { Length: > 0 } ? Notices.NotFound() : Form(known is null ? ArticleForm.New(today) : ArticleForm.Of(known.Stored.Article), [], isChecked: false);
    }

    /// <summary>Checks what was typed, and keeps it where that was asked for.</summary>
    private static async Task<IResult> WriteAsync(HttpContext http, ArticleBook book)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var typed = ArticleForm.Read(posted);
        var (article, problems) = typed.ToArticle();
        if (article is null)
            return Form(typed, problems, isChecked: false);

        if (posted["act"] == "check")
            return Form(typed, await book.CheckAsync(article, typed.About, http.RequestAborted), isChecked: true);

        var written = await book.DraftAsync(article, PortalActors.Of(http).User, http.RequestAborted, typed.About);
        return written.Value is { } draft && written.Problems.Count == 0 ? Results.Redirect(AddressOf(draft)) : Form(typed, written.Problems, isChecked: false);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string key, int version, ArticleBook book, Looks looks) =>
        await PageAsync(http, key, version, book, looks, []);

    private static async Task<IResult> ReleaseAsync(HttpContext http, string key, ArticleBook book, Looks looks, Confirmation confirmation)
    {
        var read = (await http.Request.ReadFormAsync(http.RequestAborted))["digest"].ToString();
        if (await book.FindAsync(key, version: null, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        var (article, who) = (listed.Stored.Article, http.Features.GetRequiredFeature<SignedIn>().Account);
        // Whoever wrote it is not asked for factors first.
        if (who.IsActor("user:" + listed.Stored.Author))
            return await PageAsync(http, key, article.Version, book, looks, [new Problem(ArticleBook.FourEyes, $"{who.Name} wrote it.", "actor", "Have somebody else read and release it.")]);

        var page = http.RequestServices.GetRequiredService<PageContext>();
        var act = new ConfirmedAct("articles.release", [(page.T("articles.article"), $"{article.Key} / {article.Version}"), (page.T("articles.heading"), article.Title)], AddressOf(listed.Stored)) { Summary = $"{article.Key} – {page.T("articles.release")}" };
        if (await confirmation.AskAsync(http, [new("digest", read)], act) is { } ask)
            return ask;

        var released = await book.ReleaseAsync(key, PortalActors.Of(http).User, http.RequestAborted, read);
        return released.Problems.Count == 0 ? Results.Redirect(AddressOf(released.Value!)) : await PageAsync(http, key, article.Version, book, looks, released.Problems);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, string key, ArticleBook book, Looks looks)
    {
        if (await book.FindAsync(key, version: null, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        var withdrawn = await book.WithdrawAsync(key, PortalActors.Of(http).User, http.RequestAborted);
        return withdrawn.Problems.Count == 0 ? Results.Redirect(AddressOf(withdrawn.Value!)) : await PageAsync(http, key, listed.Stored.Article.Version, book, looks, withdrawn.Problems);
    }

    public static string AddressOf(StoredArticle stored) => $"{Home}/{Uri.EscapeDataString(stored.Article.Key)}/{stored.Article.Version}";

    private static async Task<IResult> PageAsync(HttpContext http, string key, int version, ArticleBook book, Looks looks, IReadOnlyList<Problem> problems)
    {
        if (await book.FindAsync(key, version, http.RequestAborted) is not { } listed)
            return Notices.NotFound();

        await looks.LookAsync(http, "article", $"{key}/{version}");
        var newest = (await book.FindAsync(key, version: null, http.RequestAborted))!.Stored.Article.Version == version;
        return new RazorComponentResult<ArticlePage>(new { Article = listed, IsNewest = newest, Problems = problems })
        {
            StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static RazorComponentResult<ArticleFormPage> Form(ArticleForm form, IReadOnlyList<Problem> problems, bool isChecked) => new(new { Form = form, Problems = problems, IsChecked = isChecked })
    {
        StatusCode = problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
    };
}
