using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerDesksSuite(SqlServerDatabase database) : DesksCompliance
{
    protected override HubStore Store => database.Store;
}
