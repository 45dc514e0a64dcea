using IntegrationHub.Market.Contracts;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>What an article may be by itself. Everything that is wrong is told at once.</summary>
public static class ArticleRules
{
    public const int LongestKey = 60;
    public const int LongestTitle = 120;
    public const int LongestText = 40_000;

    public static IReadOnlyList<Problem> Check(Article article)
    {
        var problems = new List<Problem>();
        if (!IsKey(article.Key))
            problems.Add(new(ProblemCodes.ArticleField, "The key is no name.", "key", $"Use lower case letters, digits and dashes, a letter first, at most {LongestKey}."));

        if (article.Version < 1)
            problems.Add(new(ProblemCodes.ArticleField, $"The version is {article.Version}.", "version", "Versions begin with 1."));

        if (article.Language is not ("zh" or "en"))
            problems.Add(new(ProblemCodes.ArticleField, "The pages have no such language.", "language", "Say zh or en."));

        CheckText(article.Title, "title", LongestTitle, allowLines: false, problems);
        CheckText(article.Text, "text", LongestText, allowLines: true, problems);
        return problems;
    }

    /// <summary>Text of any length in a page's field: something is in it, all of it can be seen.</summary>
    internal static void CheckText(string text, string where, int longest, bool allowLines, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
            problems.Add(new(ProblemCodes.ArticleField, $"The text has {text.Length} characters.", where, $"Write 1 to {longest}."));

        if (PlainText.FindHidden(text, allowLines) is { } hidden)
            problems.Add(new(ProblemCodes.ArticleField, $"The text has a character that cannot be seen ({hidden}).", where, "Take it out."));
    }

    internal static bool IsKey(string key) =>
        key.Length is > 0 and <= LongestKey && char.IsAsciiLetterLower(key[0]) && key.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
