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
        Assert.True(text.Contains("set quoted_identifier on;", StringComparison.Ordinal) || name.StartsWith("backup", StringComparison.Ordinal), "sqlcmd switches quoted identifiers off");
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
    public void Roles_and_schemas_have_the_names_of_the_isolation()
    {
        var text = Text("03-logins.sql");
        Assert.All((string[])["ihub_owner", "ihub_company", "ihub_customer"], role => Assert.Contains($"create role {role};", text, StringComparison.Ordinal));
        Assert.All((string[])["hub", "ledger", "customer", "security"], schema => Assert.Contains($"alter authorization on schema::{schema} to ihub_owner;", text, StringComparison.Ordinal));

        // Rights on rows come with the tables they are for; here nothing is given to who serves but a look at the encryption.
        Assert.All(
            Parsing.Parse(text).Tree.All<GrantStatement>().Where(static grant => grant.Principals.All(static principal => principal.Identifier?.Value != "ihub_owner")),
            static grant => Assert.Equal("grant view server security state to ihub_company_login;", grant.Text()));
    }

    [Fact]
    public void Encryption_goes_on_after_the_certificate_was_backed_up()
    {
        var text = Text("01-encryption.sql");
        Assert.InRange(text.IndexOf("backup certificate", StringComparison.Ordinal), 0, text.IndexOf("set encryption on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("01-encryption.sql")]
    [InlineData("02-rotation.sql")]
    public void A_certificate_is_saved_only_where_no_file_of_it_lies(string name)
    {
        var tree = Parsing.Parse(Text(name)).Tree;
        var saved = Assert.Single(tree.All<BackupCertificateStatement>());

        var guard = Assert.Single(tree.All<IfStatement>(), branch => branch.ThenStatement == saved);
        Assert.Equal("@files = 0", guard.Predicate.Text());
        Assert.Contains("sys.dm_os_file_exists", Text(name), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_waits_for_the_certificates_change_before_the_key_is_made_anew()
    {
        var text = Text("02-rotation.sql");
        var wait = Assert.Single(Parsing.Parse(text).Tree.All<WhileStatement>());

        Assert.Contains("encryption_state in (2, 4, 5, 6)", wait.Predicate.Text(), StringComparison.Ordinal);
        Assert.InRange(wait.StartOffset, text.IndexOf("encryption by server certificate", StringComparison.Ordinal), text.IndexOf("regenerate with", StringComparison.Ordinal));
    }

    [Fact]
    public void A_restore_needs_the_certificates_that_backups_are_made_with()
    {
        Assert.All((string[])["backup.sql", "backup-log.sql"], name => Assert.Contains("server certificate = ihub_backup", Text(name), StringComparison.Ordinal));
        Assert.All((string[])["README.md", "backup-restore.sql"], name =>
        {
            var told = File.ReadAllText(Path.Combine(Folder, name));
            Assert.All((string[])["create certificate ihub_backup", "ihub_backup.pvk", "create certificate ihub_tde_1", "ihub_tde_1.key"], part => Assert.Contains(part, told, StringComparison.Ordinal));
        });
        Assert.DoesNotContain("restore database [", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    /// <summary>With the variables of sqlcmd as it would put them in, and without its own commands.</summary>
    private static string Text(string name) =>
        System.Text.RegularExpressions.Regex.Replace(
            string.Join('\n', File.ReadLines(Path.Combine(Folder, name)).Where(static line => !line.StartsWith(':'))), @"\$\((?<name>\w+)\)", "${name}", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
}
