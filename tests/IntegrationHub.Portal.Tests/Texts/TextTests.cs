using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Portal.Pages.Processes;

namespace IntegrationHub.Portal.Tests.Texts;

/// <summary>No text stands in a page, and each is there in both languages.</summary>
public sealed partial class TextTests
{
    private readonly PageTexts _texts = new("IntegrationHub.Portal");

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_places() => _texts.BothAreComplete();

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
        var named = _texts.NamedByPages();

        Assert.True(named.Count > 100, "the rule sees the pages");
        Assert.All(named, key => Assert.Contains(key, _texts.Keys));
    }

    [Fact]
    public void Every_step_of_the_processes_that_are_shipped_has_words_and_its_diagram_says_them()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        var files = Directory.GetFiles(Path.Combine(folder, "workflows", "definitions"), "*.bpmn");
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var named = Encoding.UTF8.GetString(DiagramWords.In(File.ReadAllBytes(file), name =>
            {
                if (!_texts.Keys.Contains("form." + name))
                    unknown.Add(name);

                return "名 " + name;
            }));
            Assert.Contains("name=\"名 ", named, StringComparison.Ordinal);
        });
        // Messages, errors and signals are named for the hub alone: no diagram shows them.
        Assert.DoesNotContain(unknown, static name => char.IsUpper(name[0]) || name.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_a_case_of_a_shipped_process_holds_has_a_name()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        var held = Directory.GetFiles(Path.Combine(folder, "workflows", "definitions"), "*.bpmn").SelectMany(static file => Held().Matches(File.ReadAllText(file)).Select(static match => match.Groups["name"].Value))
            // What services give in one piece, and what a request begins with.
            .Concat(["substituted", "beyondBand", "correction", "series", "position", "finding", "settlement", "topic"]).ToHashSet(StringComparer.Ordinal);

        Assert.True(held.Count > 60, "the rule sees the definitions");
        Assert.Empty(held.Where(name => !_texts.Keys.Contains("variable." + name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_page_holds_a_text_of_its_own() => Assert.Empty(_texts.OwnWordsOfPages());

    /// <summary>Outputs, rules and fields, and what a loop makes of its rounds.</summary>
    [GeneratedRegex("""(<hub:(output|rule|field)\s[^>]*?\bname|(?<=<hub:multiInstance[^>]*)\b(item|results|result))="(?<name>\w+)["]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Held();

    [GeneratedRegex("^[A-Z][A-Z0-9]+(_[A-Z0-9]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeWord();
}
