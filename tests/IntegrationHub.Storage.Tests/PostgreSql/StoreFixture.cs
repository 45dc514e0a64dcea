using System.Security.Cryptography;
using IntegrationHub.Confidential.Crossing;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Storage.Crossing;
using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>One cluster for all tests against PostgreSQL, removed at their end.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ihub-test-").FullName;

    internal EmbeddedServer Server { get; private set; } = null!;

    /// <summary>Where the cluster lies.</summary>
    internal string Folder => _folder;

    public async Task InitializeAsync()
    {
        Server = await EmbeddedServer.StartAsync(_folder, null, mayAttach: false, CancellationToken.None);
        // What the tests write is thrown away: no checkpoint at the end.
        Server.StopMode = "immediate";
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<ClusterFixture>
{
    public const string Name = "PostgreSQL";
}

/// <summary>One database per test class, with the ports as the hub registers them.</summary>
public class StoreFixture(ClusterFixture cluster) : IAsyncLifetime
{
    private ServiceProvider? _services;

    internal EmbeddedServer Server => cluster.Server;

    /// <summary>Kept while the fixture lives: further nodes open the same store with them.</summary>
    internal InMemoryKeys Keys { get; } = new();

    /// <summary>Both ends of what crosses.</summary>
    internal CrossingEnds Crossings { get; } = Ends();

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal StorageOptions Settings { get; private set; } = null!;

    internal PostgresStore Database { get; private set; } = null!;

    /// <summary>The cluster's superuser in the database of the tests: sees and changes everything, as somebody around the hub could.</summary>
    public NpgsqlDataSource Around { get; private set; } = null!;

    public string DatabaseName { get; } = $"t{Guid.NewGuid():N}";

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    public IServiceProvider Services => _services!;

    public virtual async Task InitializeAsync()
    {
        Settings = Options(new StorageOptions { DataFolder = "", Database = DatabaseName, Keys = Keys, Crossings = Crossings, Time = Time, IndexKey = RandomNumberGenerator.GetBytes(32) });
        Database = await PostgresStore.OpenOnAsync(cluster.Server, Settings, null, CancellationToken.None);
        var services = new ServiceCollection();
        AddServices(services);
        _services = services.AddIntegrationHubStorage(Database).BuildServiceProvider();
        Around = NpgsqlDataSource.Create(cluster.Server.ConnectionStringFor(DatabaseName) + ";Search Path=hub;Maximum Pool Size=10");
    }

    /// <summary>Runs a statement as <see cref="Around"/>.</summary>
    public async Task RunAsync(string sql)
    {
        await using var command = Around.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a class of tests wants otherwise.</summary>
    protected virtual StorageOptions Options(StorageOptions options) => options;

    /// <summary>What a class of tests registers before the store does.</summary>
    protected virtual void AddServices(IServiceCollection services)
    {
    }

    private static CrossingEnds Ends()
    {
        var (company, customers) = CrossingKeyFile.InMemory();
        return new CrossingEnds(company, customers);
    }

    public virtual async Task DisposeAsync()
    {
        await Around.DisposeAsync();
        await _services!.DisposeAsync();
        await Database.DisposeAsync();
    }
}
