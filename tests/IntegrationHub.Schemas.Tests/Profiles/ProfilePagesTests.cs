using IntegrationHub.Schemas.Pages;

namespace IntegrationHub.Schemas.Tests.Profiles;

public sealed class ProfilePagesTests
{
    private static readonly string Docs = Path.Combine(ProfileFolders.Root, "docs", "profiles");

    /// <summary>Writes the pages anew when IHUB_WRITE_PAGES is set, as <c>ihub profiles docs</c> does.</summary>
    [Fact]
    public void The_checked_in_pages_are_those_of_the_schemas()
    {
        var pages = Generate();
        if (Environment.GetEnvironmentVariable("IHUB_WRITE_PAGES") is { Length: > 0 })
        {
            Directory.CreateDirectory(Docs);
            foreach (var page in pages) File.WriteAllText(Path.Combine(Docs, page.FileName), page.Markdown);
        }

        Assert.Equal(pages.Select(page => page.FileName).Order(StringComparer.Ordinal), Directory.EnumerateFiles(Docs).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Equal(page.Markdown, File.ReadAllText(Path.Combine(Docs, page.FileName))));
    }

    [Fact]
    public void A_page_shows_cardinality_and_facets_in_plain_words()
    {
        var page = Generate().Single(p => p.FileName == "451-2-schedule-5.2.md").Markdown;
        Assert.Contains("# Schedule 5.2\n", page, StringComparison.Ordinal);
        Assert.Matches("├─ mRID +once +text, at most 60 characters\n", page);
        Assert.Matches("├─ revisionNumber +once +version, 1 to 999\n", page);
        Assert.Matches("└─ TimeSeries +any number\n", page);
        Assert.Matches("Point +one or more\n", page);
        Assert.Matches("domain.mRID +once +text, at most 18 characters; codingScheme: code of CodingSchemeTypeList\n", page);
    }

    private static IReadOnlyList<ProfilePage> Generate() => ProfilePages.Generate(
        Directory.EnumerateFiles(ProfileFolders.Xsd, "*.xsd").Select(file => Path.GetFileName(file)).ToArray(),
        name => File.OpenRead(Path.Combine(ProfileFolders.Xsd, name)));
}
