using IntegrationHub.Storage.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>A database of its own on a real SQL Server, gone afterwards.</summary>
internal sealed class SqlServerDatabase : IAsyncDisposable
{
    /// <summary>Holds a connection string of a server where the tests may make databases.</summary>
    public const string Variable = "IHUB_TEST_SQLSERVER";

    private readonly string _name;
    private readonly ServiceProvider _services;

    private SqlServerDatabase(string name, SqlServerStore store)
    {
        _name = name;
        Store = store;
        _services = new ServiceCollection().AddIntegrationHubStorage(store).BuildServiceProvider();
    }

    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    public SqlServerStore Store { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<SqlServerDatabase> MakeAsync()
    {
        var name = $"ihub_t{Guid.NewGuid():N}";
        foreach (var sql in (string[])[$"create database [{name}];", $"alter database [{name}] set read_committed_snapshot on;", $"alter database [{name}] set delayed_durability = allowed;"])
            await RunAsync(sql);

        var connection = new SqlConnectionStringBuilder(Server) { InitialCatalog = name };
        return new SqlServerDatabase(
            name, await SqlServerStore.OpenAsync(new StorageOptions { DataFolder = "", ConnectionString = connection.ConnectionString }, null, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
        await RunAsync($"alter database [{_name}] set single_user with rollback immediate; drop database [{_name}];");
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new SqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
