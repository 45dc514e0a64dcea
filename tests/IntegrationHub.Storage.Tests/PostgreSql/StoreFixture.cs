using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.PostgreSql.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.Tests.PostgreSql;

/// <summary>One cluster for all tests against PostgreSQL, removed at their end.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ihub-test-").FullName;

    internal EmbeddedServer Server { get; private set; } = null!;

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
public sealed class StoreFixture(ClusterFixture cluster) : IAsyncLifetime
{
    private ServiceProvider? _services;

    internal EmbeddedServer Server => cluster.Server;

    internal PostgresStore Database { get; private set; } = null!;

    public T Get<T>() where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var options = new StorageOptions { DataFolder = "", Database = $"t{Guid.NewGuid():N}" };
        Database = await PostgresStore.OpenOnAsync(cluster.Server, options, null, CancellationToken.None);
        _services = new ServiceCollection().AddIntegrationHubStorage(Database).BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Database.DisposeAsync();
    }
}
