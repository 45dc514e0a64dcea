using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Validation;
using NodaTime;
using Xunit.Abstractions;

namespace IntegrationHub.Schemas.Tests.Rules;

/// <summary>What the rules find in real documents that are valid under the schema.</summary>
public sealed class RealDocumentRulesTests(ITestOutputHelper output)
{
    private static readonly RuleContext Brussels = new() { MarketZone = DateTimeZoneProviders.Tzdb["Europe/Brussels"] };

    /// <summary>What is known to be found: the documents, the rule, words of its first finding, and why it is there.</summary>
    private static readonly (string Root, string Files, string Rule, string Words, string Why)[] Known =
    [
        ("CRAC", "01 02 03 04 05 09 10 11 12 13 14", "eic-check", "'FAKE'", "the parties were made anonymous"),
        ("CRAC", "01 02 03 04 05 06 07 08 09 10 11 12 13 14", "position-first", "curve type A03",
            "the document speaks of single hours of a day, and leaves the hours before without a block"),
        ("CriticalNetworkElement", "02 03 04 05 07 08 09 10", "eic-check", "'senderId'", "the parties are placeholders of the program that made them"),
        ("CriticalNetworkElement", "02 03 04 05 07 08 09 10", "series-within-document", "inside the document's",
            "the program took the document's interval from its own clock and that of the series from its data"),
        ("Publication", "05", "eic-check", "'REGION_CODE-----'", "the area is a placeholder of a template"),
    ];

    [Fact]
    public void The_rules_find_in_real_documents_what_is_known_to_be_wrong_in_them_and_nothing_else()
    {
        if (Oracle.IsMissing(output)) return;
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int checkedDocuments = 0;
        string samples = Path.Combine(Oracle.Folder!, "samples");
        foreach (string file in Directory.GetFiles(samples, "*.xml", SearchOption.AllDirectories))
        {
            byte[] bytes = File.ReadAllBytes(file);
            if (Oracle.Official.Recognise(bytes) is not { } profile || DocumentValidator.Read(bytes, null, profile).Document is not { } document) continue;
            checkedDocuments++;
            string name = Path.GetRelativePath(samples, file).Replace('\\', '/');
            foreach (var byRule in DocumentRules.Check(document, Brussels).GroupBy(finding => finding.Rule))
                found[$"{name} {byRule.Key}"] = byRule.First().Text;
        }

        output.WriteLine($"{checkedDocuments} documents.\n{string.Join('\n', found.Select(pair => $"{pair.Key}: {pair.Value}"))}");
        Assert.True(checkedDocuments > 50, $"{checkedDocuments} documents");
        var known = Known.SelectMany(group => group.Files.Split(' '), (group, file) => (Key: $"{group.Root}_MarketDocument/{file}.xml {group.Rule}", group.Words));
        Assert.Equal(known.Select(entry => entry.Key).Order(StringComparer.Ordinal), found.Keys);
        Assert.All(known, entry => Assert.Contains(entry.Words, found[entry.Key], StringComparison.Ordinal));
    }
}
