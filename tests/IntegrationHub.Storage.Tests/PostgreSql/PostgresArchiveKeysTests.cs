using IntegrationHub.Storage.PostgreSql;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresArchiveKeysTests(ClusterFixture cluster) : ArchiveKeysCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster) { Time = new ShiftedTime() };

    protected override HubStore Store => _store.Database;

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    protected override async Task<HubStore> NodeAsync(StorageOptions settings, ICrashPoints? crashes) =>
        await PostgresStore.OpenOnAsync(_store.Server, settings, crashes, CancellationToken.None);
}
