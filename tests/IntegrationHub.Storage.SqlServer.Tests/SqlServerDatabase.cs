using System.Security.Cryptography;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.SqlServer.Opening;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>A database of its own on a real SQL Server, gone afterwards.</summary>
internal sealed class SqlServerDatabase : IAsyncDisposable
{
    /// <summary>Holds a connection string of a server where the tests may make databases.</summary>
    public const string Variable = "IHUB_TEST_SQLSERVER";

    private readonly string _name;
    private readonly string _connection;
    private readonly ServiceProvider _services;

    private SqlServerDatabase(string name, string connection)
    {
        (_name, _connection) = (name, connection);
        var (company, customers) = CrossingKeyFile.InMemory();
        Store = Node(
            new StorageOptions
            {
                DataFolder = "", Keys = new InMemoryKeys(), Crossings = new CrossingEnds(company, customers), Time = new ShiftedTime(), IndexKey = RandomNumberGenerator.GetBytes(32),
            },
            crashes: null);
        _services = new ServiceCollection().AddIntegrationHubStorage(Store).BuildServiceProvider();
    }

    public static string? Server { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    public SqlServerStore Store { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Another node on the database. One login serves both sides: what the tables keep from each other is the policies', which hold for every login.</summary>
    public SqlServerStore Node(StorageOptions settings, ICrashPoints? crashes) => new(settings, _connection, _connection, crashes);

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
        return new SqlServerDatabase(name, connection);
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
