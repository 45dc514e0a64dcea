using System.Reflection;
using System.Text.RegularExpressions;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Tests.Texts;

/// <summary>No text stands in a page, and each is there in both languages.</summary>
public sealed partial class TextTests
{
    private readonly PortalTexts _texts = new();

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places()
    {
        var (chinese, english) = (_texts.Of(Language.Chinese), _texts.Of(Language.English));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(english, text =>
        {
            Assert.NotEmpty(text.Value.Trim());
            Assert.NotEmpty(chinese[text.Key].Trim());
            Assert.Equal(Places(text.Value), Places(chinese[text.Key]));
        });
    }

    [Fact]
    public void Every_code_that_a_book_answers_has_words_in_both_languages()
    {
        var codes = new[] { typeof(Market.Problem), typeof(Retail.RetailProblems), typeof(Retail.Processes.Consents.ConsentProblems) }
            .SelectMany(static one => one.Assembly.GetTypes())
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(static field => field.IsLiteral && field.FieldType == typeof(string)).Select(static field => (string)field.GetRawConstantValue()!)
            .Where(static value => CodeWord().IsMatch(value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(codes.Count > 150, "the rule sees the books");
        Assert.Empty(codes.Where(code => !_texts.Keys.Contains("book." + code) && !_texts.Keys.Contains("problem." + code)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var named = Pages().SelectMany(static page => Named().Matches(page.Text).Select(static match => match.Groups["key"].Value)).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(named.Count > 100, "the rule sees the pages");
        Assert.All(named, key => Assert.Contains(key, _texts.Keys));
    }

    [Fact]
    public void No_page_holds_a_text_of_its_own()
    {
        var found = Pages().SelectMany(static page => Between().Matches(Markup(page.Text)).Select(match => $"{page.Name}: {match.Value.Trim()}")).ToList();

        Assert.Empty(found);
    }

    private static IEnumerable<(string Name, string Text)> Pages()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return Directory.EnumerateFiles(Path.Combine(folder, "portal", "IntegrationHub.Portal"), "*.razor", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(static file => (Path.GetFileName(file), File.ReadAllText(file)));
    }

    /// <summary>Without code, expressions and attributes: what is left between tags would be text.</summary>
    private static string Markup(string page)
    {
        var code = page.IndexOf("@code {", StringComparison.Ordinal);
        return Attributes().Replace(code < 0 ? page : page[..code], "");
    }

    private static string Places(string text) => string.Concat(Place().Matches(text).Select(static match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex("^[A-Z][A-Z0-9]+(_[A-Z0-9]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("""\bT\("(?<key>[a-z0-9.-]+)"[,)]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Attributes();

    /// <summary>A word right behind a tag and in front of the next: <c>&gt;Search&lt;</c>.</summary>
    [GeneratedRegex(@">\s*\p{L}[\p{L}\s,.:;!?-]{2,}<", RegexOptions.None, 1000)]
    private static partial Regex Between();
}
