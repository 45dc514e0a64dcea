using IntegrationHub.Storage.SqlServer.Execution;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>The scripts for the administrator, parsed as SQL Server 2022 would, and held against what the program needs.</summary>
public sealed class DeployScriptTests
{
    private static string Folder => Path.Combine(Sources.Root, "deploy", "sqlserver");

    public static TheoryData<string> Scripts() => [.. Directory.EnumerateFiles(Folder, "*.sql").Select(static file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses_and_says_which_options_it_needs(string name)
    {
        var text = Text(name);
        Assert.Empty(Parsing.Parse(text).Errors);
        Assert.Contains("set quoted_identifier on;", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_holds_no_password(string name)
    {
        var tree = Parsing.Parse(File.ReadAllText(Path.Combine(Folder, name))).Tree;
        Assert.All(tree.All<PasswordCreateLoginSource>(), static login => Assert.StartsWith("N'$(", login.Password.Text(), StringComparison.Ordinal));
        Assert.All(tree.All<CreateMasterKeyStatement>(), static key => Assert.StartsWith("N'$(", key.Password.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_table_with_a_retailer_has_a_row_policy_for_reading_and_one_for_writing()
    {
        var predicates = Parsing.Parse(Text("04-row-security.sql")).Tree.All<CreateSecurityPolicyStatement>().SelectMany(static policy => policy.SecurityPredicateActions).ToList();
        var tables = Parsing.Parse(new SqlServerProvider().Script()).Tree.All<CreateTableStatement>()
            .Where(static table => table.Definition.ColumnDefinitions.Any(static column => column.ColumnIdentifier.Value == "retailer_id"))
            .Select(static table => $"{table.SchemaObjectName.SchemaIdentifier.Value}.{table.SchemaObjectName.BaseIdentifier.Value}").Order(StringComparer.Ordinal).ToList();

        foreach (var kind in (SecurityPredicateType[])[SecurityPredicateType.Filter, SecurityPredicateType.Block])
        {
            Assert.Equal(
                tables,
                predicates.Where(predicate => predicate.SecurityPredicateType == kind)
                    .Select(static predicate => $"{predicate.TargetObjectName.SchemaIdentifier.Value}.{predicate.TargetObjectName.BaseIdentifier.Value}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_policies_read_the_keys_that_the_program_sets()
    {
        var text = Text("04-row-security.sql");
        Assert.Contains($"session_context(N'{SqlScope.Keys[0]}')", text, StringComparison.Ordinal);
        Assert.Contains($"session_context(N'{SqlScope.Keys[2]}')", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_and_schemas_have_the_names_of_the_isolation()
    {
        var text = Text("03-logins.sql");
        Assert.All((string[])["ihub_owner", "ihub_company", "ihub_customer"], role => Assert.Contains($"create role {role};", text, StringComparison.Ordinal));
        Assert.All((string[])["hub", "ledger", "customer"], schema => Assert.Contains($"alter authorization on schema::{schema} to ihub_owner;", text, StringComparison.Ordinal));

        // Who serves owns nothing and alters nothing.
        var grants = Parsing.Parse(text).Tree.All<GrantStatement>().Where(static grant => grant.Principals.Any(static principal => principal.Identifier?.Value is "ihub_company" or "ihub_customer"));
        Assert.All(
            grants.SelectMany(static grant => grant.Permissions).Select(static permission => string.Join(' ', permission.Identifiers.Select(static word => word.Value))),
            static permission => Assert.Contains(permission, (string[])["select", "insert", "update", "delete", "execute"]));
    }

    [Fact]
    public void Encryption_goes_on_after_the_certificate_was_backed_up()
    {
        var text = Text("01-encryption.sql");
        Assert.InRange(text.IndexOf("backup certificate", StringComparison.Ordinal), 0, text.IndexOf("set encryption on", StringComparison.Ordinal));
    }

    /// <summary>With the variables of sqlcmd as it would put them in.</summary>
    private static string Text(string name) =>
        System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(Path.Combine(Folder, name)), @"\$\((\w+)\)", "$1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
}
