using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerLedgerSuite(SqlServerDatabase database) : LedgerCompliance
{
    protected override ILedgerStore Ledger => database.Get<ILedgerStore>();

    protected override IExchangeLeaves Leaves => database.Get<IExchangeLeaves>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();
}
