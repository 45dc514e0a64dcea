using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerBillsSuite(SqlServerDatabase database) : BillsCompliance
{
    protected override BillStore Bills => new(database.Store, Records, new SampleIds(), TimeProvider.System, new OpenAccess());

    protected override IBusinessRecords Records => new StoredRecords(database.Store, new SampleIds(), TimeProvider.System);
}
