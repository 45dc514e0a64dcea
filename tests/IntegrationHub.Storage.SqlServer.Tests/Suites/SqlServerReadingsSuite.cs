using IntegrationHub.Exchange.Search;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerReadingsSuite(SqlServerDatabase database) : ReadingsCompliance
{
    protected override ReadingStore Readings => new(database.Store, new SampleIds(), TimeProvider.System, new OpenAccess());

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();
}
