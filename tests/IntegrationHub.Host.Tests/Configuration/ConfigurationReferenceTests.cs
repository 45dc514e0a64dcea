using IntegrationHub.Host.Configuration;

namespace IntegrationHub.Host.Tests.Configuration;

public sealed class ConfigurationReferenceTests
{
    [Fact]
    public void The_page_in_docs_is_what_the_options_say()
    {
        var page = Path.Combine(Repository(), "docs", "configuration.md");

        Assert.True(
            File.ReadAllText(page) == ConfigurationReference.Write(),
            "docs/configuration.md differs from the options. Run: ./ihub config reference > docs/configuration.md");
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
