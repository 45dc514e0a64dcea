using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerTimestampsSuite(SqlServerDatabase database) : TimestampsCompliance
{
    protected override ITimestampStore Queue => database.Get<ITimestampStore>();

    protected override ILedgerStore Ledger => database.Get<ILedgerStore>();
}
