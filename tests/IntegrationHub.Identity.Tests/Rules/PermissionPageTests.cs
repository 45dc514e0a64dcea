using IntegrationHub.Identity.People;

namespace IntegrationHub.Identity.Tests.Rules;

public sealed class PermissionPageTests
{
    [Fact]
    public void The_table_in_docs_is_the_one_that_holds()
    {
        Assert.Equal(PermissionTable.ToMarkdown(), Part("permissions"));
    }

    [Fact]
    public void The_roles_of_processes_in_docs_are_those_that_hold()
    {
        Assert.Equal(ProcessRoleTable.ToMarkdown(), Part("process-roles"));
    }

    [Fact]
    public void The_scopes_of_programs_in_docs_are_those_that_hold()
    {
        Assert.Equal(Services.ServiceScopes.ToMarkdown(), Part("service-scopes"));
    }

    private static string Part(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "identity.md"));
        var (begin, end) = ($"<!-- {name}: begin -->\n", $"<!-- {name}: end");
        var from = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "IntegrationHub.sln")))
            folder = Path.GetDirectoryName(folder)!;

        return folder;
    }
}
