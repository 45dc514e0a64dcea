using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Opening;
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
            await RunAsync(Server!, sql);

        var connection = ConnectionRules.Apply(new StorageOptions { DataFolder = "", ConnectionString = new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ConnectionString });
        await RunAsync(connection, "alter database scoped configuration set maxdop = 1;");
        foreach (var role in Roles.All)
            await RunAsync(connection, $"create role {role};");

        await SchemaGuard.MigrateAsync(connection, CancellationToken.None);
        return new SqlServerDatabase(name, new SqlServerStore(new StorageOptions { DataFolder = "", SealsValues = false }, connection, customers: null, null));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
        await RunAsync(Server!, $"alter database [{_name}] set single_user with rollback immediate; drop database [{_name}];");
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new SqlConnection(server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
