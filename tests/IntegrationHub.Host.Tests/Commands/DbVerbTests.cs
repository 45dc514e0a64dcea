using IntegrationHub.Host.Tests.Support;

namespace IntegrationHub.Host.Tests.Commands;

/// <summary><c>ihub db</c> where no database is needed.</summary>
public sealed class DbVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sqlserver", "CREATE TABLE [hub].[registered_document]")]
    [InlineData("postgresql", "CREATE TABLE hub.registered_document")]
    public async Task The_script_needs_neither_server_nor_data_folder(string provider, string table)
    {
        var outcome = await _shell.RunAsync("db", "script", "--provider", provider, "--data", Path.Combine(_folder.Path, "none"));

        Assert.Equal(0, outcome.Code);
        Assert.Contains(table, outcome.Out, StringComparison.Ordinal);
        Assert.Contains("schema_migration", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_does_not_exist_is_wrong_use() =>
        Assert.Equal(2, (await _shell.RunAsync("db", "script", "--provider", "oracle")).Code);

    [Theory]
    [InlineData("status")]
    [InlineData("upgrade")]
    public async Task A_folder_of_another_provider_is_refused(string verb)
    {
        await _shell.RunAsync("init", "--data", _folder.Path + "/hub");

        var outcome = await _shell.RunAsync("db", verb, "--provider", "sqlserver", "--data", _folder.Path + "/hub");

        Assert.Equal(1, outcome.Code);
        Assert.Contains("STORAGE_OTHER_PROVIDER", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_for_SQL_Server_without_cultures_is_refused_with_the_remedy()
    {
        var data = _folder.Path + "/hub";
        await _shell.RunAsync("init", "--data", data);
        await File.AppendAllTextAsync(Path.Combine(data, "hub.yaml"), "\nstorage:\n  provider: sqlserver\n  connectionString: Server=db.invalid;Database=ihub\n");

        var outcome = await _shell.RunAsync("db", "upgrade", "--data", data);

        Assert.Equal(1, outcome.Code);
        Assert.Contains("IHUB_CULTURES=on", outcome.Error, StringComparison.Ordinal);
    }
}
