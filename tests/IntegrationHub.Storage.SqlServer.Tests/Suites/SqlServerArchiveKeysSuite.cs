using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerArchiveKeysSuite(SqlServerDatabase database) : ArchiveKeysCompliance
{
    protected override HubStore Store => database.Store;

    protected override Task<HubStore> NodeAsync(StorageOptions settings, ICrashPoints? crashes) => Task.FromResult<HubStore>(database.Node(settings, crashes));
}
