using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Storage.Mailbox;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

internal sealed class SqlServerMailboxDrillSuite(SqlServerDatabase database) : MailboxDrillCompliance
{
    protected override IMailboxDrill Drill => database.Get<IMailboxDrill>();

    protected override IMailbox Mailbox => database.Get<IMailbox>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();
}
