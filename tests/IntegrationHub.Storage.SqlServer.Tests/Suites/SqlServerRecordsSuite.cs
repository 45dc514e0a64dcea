using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerRecordsSuite(SqlServerDatabase database) : RecordsCompliance
{
    protected override IBusinessRecords Records => new StoredRecords(database.Store, new SampleIds(), TimeProvider.System);

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();

    protected override HubStore Store => database.Store;
}
