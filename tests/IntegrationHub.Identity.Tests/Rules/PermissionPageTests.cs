using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Tests.Rules;

public sealed class PermissionPageTests
{
    [Fact]
    public void The_table_in_docs_is_the_one_that_holds()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "identity.md"));
        var (begin, end) = (page.IndexOf("begin -->\n", StringComparison.Ordinal) + "begin -->\n".Length, page.IndexOf("<!-- permissions: end", StringComparison.Ordinal));

        Assert.Equal(PermissionTable.ToMarkdown(), page[begin..end]);
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return folder;
    }
}
