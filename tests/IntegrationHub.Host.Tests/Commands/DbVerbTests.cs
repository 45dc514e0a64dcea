using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

/// <summary><c>ihub db</c> where no database is needed.</summary>
public sealed class DbVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_script_needs_neither_server_nor_data_folder_and_ends_with_rights_and_row_policies()
    {
        var outcome = await _shell.RunAsync("db", "script", "--provider", "postgresql", "--data", Path.Combine(_folder.Path, "none"));

        Assert.Equal(0, outcome.Code);
        Assert.Contains("CREATE TABLE hub.registered_document", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("alter table hub.registered_document force row level security", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("comment on schema hub is 'access ", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_for_sql_server_ends_with_rights_and_row_policies_too()
    {
        var outcome = await _shell.RunAsync("db", "script", "--provider", "sqlserver", "--data", Path.Combine(_folder.Path, "none"));

        Assert.Equal(0, outcome.Code);
        Assert.Contains("CREATE TABLE [hub].[registered_document]", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("create security policy security.hub_registered_document", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("@name = N'ihub.access'", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_exist_is_wrong_use() =>
        Assert.Equal(2, (await _shell.RunAsync("db", "script", "--provider", "oracle")).Code);
}
