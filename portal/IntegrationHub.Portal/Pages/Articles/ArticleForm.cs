using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Pages.Parts;
using Microsoft.AspNetCore.Http;
using NodaTime.Text;

namespace IntegrationHub.Portal.Pages.Articles;

/// <summary>An article as somebody types it.</summary>
public sealed record ArticleForm(string Key, string Kind, string Language, string Title, string Text, string On, string Packages = "")
{
    internal static readonly string[] Languages = ["zh", "en"];

    internal static IReadOnlyList<string> Kinds { get; } = Enum.GetNames<ArticleKind>();

    /// <summary>Fields of the form with what the rules of articles call them.</summary>
    private static readonly PageField[] Fields =
    [
        new("key", "articles.key", "key"), new("kind", "articles.kind", "kind"), new("language", "articles.language", "language"), new("on", "articles.on", "on"), new("title", "articles.heading", "title"),
        new("text", "articles.text", "text"), new("packages", "articles.packages", "packages"),
    ];

    internal static FieldProblems ProblemsOf(IReadOnlyList<Problem> problems) => new(problems, Fields);

    public static ArticleForm Of(Article article) =>
        new(article.Key, article.Kind.ToString(), article.Language, article.Title, article.Text, LocalDatePattern.Iso.Format(article.On),
            string.Join(' ', (article.Packages ?? []).Select(static package => $"{package.Code}/{package.Version}")));

    internal static ArticleForm New(DateOnly today) => new("", nameof(ArticleKind.Announcement), "zh", "", "", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    internal static ArticleForm Read(IFormCollection posted) => new(
        posted["key"].ToString().Trim(), posted["kind"].ToString(), posted["language"].ToString(), posted["title"].ToString().Trim(), posted["text"].ToString().ReplaceLineEndings("\n").Trim(), posted["on"].ToString().Trim(),
        posted["packages"].ToString().Trim());

    /// <summary>What it names, one by one.</summary>
    internal string[] About => Packages.Split([' ', ',', '\t', '，', '、'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The article, or what of it cannot be read at all; what it may say is checked by the book.</summary>
    internal (Article? Article, IReadOnlyList<Problem> Problems) ToArticle()
    {
        var problems = new List<Problem>();
        var day = LocalDatePattern.Iso.Parse(On);
        if (!day.Success)
            problems.Add(new(ProblemCodes.ArticleField, "This is no day.", "on", "Write it like 2026-11-28."));

        if (!Kinds.Contains(Kind))
            problems.Add(new(ProblemCodes.ArticleField, "There is no such kind of article.", "kind", $"Take one of {string.Join(", ", Kinds)}."));

        return problems.Count > 0 ? (null, problems) : (new Article(Key, 1, Enum.Parse<ArticleKind>(Kind), Language, Title, Text, day.Value), []);
    }
}
