using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerAccountsSuite(SqlServerDatabase database) : AccountsCompliance
{
    protected override HubStore Store => database.Store;
}
