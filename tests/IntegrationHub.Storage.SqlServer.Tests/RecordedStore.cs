using IntegrationHub.Storage.SqlServer.Tests.Tds;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <summary>The store over the real driver, with the recording peer at the other end.</summary>
internal sealed class RecordedStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="options">What is otherwise than with a store that seals nothing.</param>
    public RecordedStore(Func<StorageOptions, StorageOptions>? options = null)
    {
        var plain = new StorageOptions { DataFolder = "", CommandTimeout = TimeSpan.FromSeconds(60), SealsValues = false };
        Store = new SqlServerStore(options?.Invoke(plain) ?? plain, Peer.ConnectionString, Peer.ConnectionString, null);
        _services = new ServiceCollection().AddIntegrationHubStorage(Store).BuildServiceProvider();
    }

    public TdsPeer Peer { get; } = new();

    public SqlServerStore Store { get; }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The one request of that name so far.</summary>
    public TdsRequest Sent(string name) => Assert.Single(Peer.Requests, request => request.Name == name);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
        await Peer.DisposeAsync();
    }
}
