using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Sending;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerForsakenClaimsSuite(SqlServerDatabase database) : ForsakenClaimsCompliance
{
    protected override IForsakenClaims Claims => database.Get<IForsakenClaims>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override IDocumentNotifications Notifications => database.Get<IDocumentNotifications>();

    protected override ILedgerStore Ledger => database.Get<ILedgerStore>();

    protected override ITimestampStore Timestamps => database.Get<ITimestampStore>();
}
