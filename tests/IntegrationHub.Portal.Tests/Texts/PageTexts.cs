using System.Text.RegularExpressions;
using IntegrationHub.Portal.Texts;

namespace IntegrationHub.Portal.Tests.Texts;

/// <summary>Texts of a web application and the pages that name them. Compiled into the tests of each of them: they share no assembly.</summary>
/// <param name="project">Folder below <c>portal</c>.</param>
internal sealed partial class PageTexts(string project)
{
    /// <summary>The same in every language.</summary>
    private static readonly string[] Symbols = ["kWh", "MWh"];

    private readonly PortalTexts _texts = new();

    public IReadOnlyCollection<string> Keys => _texts.Keys;

    /// <summary>Fails unless both languages have the same texts, none empty, with the same places for values.</summary>
    public void BothAreComplete()
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

    /// <summary>Keys that pages name as they stand.</summary>
    public IReadOnlyList<string> NamedByPages() => [.. Pages().SelectMany(static page => Named().Matches(page.Text).Select(static match => match.Groups["key"].Value)).Distinct(StringComparer.Ordinal)];

    /// <summary>Words that stand in a page itself, between tags or in an attribute that people read or hear.</summary>
    public IReadOnlyList<string> OwnWordsOfPages() =>
    [
        .. Pages().SelectMany(static page => Between().Matches(Markup(page.Text)).Select(static match => match.Value.Trim('<', '>').Trim()).Except(Symbols).Select(word => $"{page.Name}: {word}")),
        .. Pages().SelectMany(static page => Heard().Matches(page.Text).Select(match => $"{page.Name}: {match.Value}")),
    ];

    private List<(string Name, string Text)> Pages()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "portal", project), "*.razor", SearchOption.AllDirectories)
                .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(static file => (Path.GetFileName(file), File.ReadAllText(file))),
        ];
    }

    /// <summary>Without code, expressions and attributes: what is left between tags would be text.</summary>
    private static string Markup(string page)
    {
        var code = page.IndexOf("@code {", StringComparison.Ordinal);
        return Attributes().Replace(code < 0 ? page : page[..code], "");
    }

    private static string Places(string text) => string.Concat(Place().Matches(text).Select(static match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("""\bT\("(?<key>[a-z0-9.-]+)"[,)]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Attributes();

    /// <summary>A word right behind a tag and in front of the next: <c>&gt;Search&lt;</c>.</summary>
    [GeneratedRegex(@">\s*\p{L}[\p{L}\s,.:;!?-]{2,}<", RegexOptions.None, 1000)]
    private static partial Regex Between();

    /// <summary>A word in an attribute that is shown or read aloud: <c>title="Search"</c>.</summary>
    [GeneratedRegex("""\b(aria-label|aria-description|placeholder|title|alt)="[^"@]*\p{L}{3,}[^"]*["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heard();
}
