using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.SqlServer.Pulling;
using IntegrationHub.Storage.Tests.Compliance;
using IntegrationHub.Workflows.Engine.Store;
using IntegrationHub.Workflows.Engine.Tests;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.SqlServer.Tests.Suites;

// The SQL Server half of the suites. They are not public, so that the runner does not find them by itself: SqlServerSuiteTests runs them.
internal sealed class SqlServerArchiveSuite(SqlServerDatabase database) : ArchiveCompliance
{
    protected override IArchive Archive => database.Get<IArchive>();

    protected override Task<long> CountContentsAsync(RetailerId retailer) => database.Store.ReadAsync(
        Storage.Isolation.Scope.Of(retailer), context => context.Archive.LongCountAsync(row => row.RetailerId == retailer.Value && row.Name != null), CancellationToken.None);
}

internal sealed class SqlServerReceptionSuite(SqlServerDatabase database) : ReceptionStoreCompliance
{
    protected override IReceptionStore Store => database.Get<IReceptionStore>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();

    protected override IArchive Archive => database.Get<IArchive>();

    protected override IPullStore Pulls => database.Get<IPullStore>();

    protected override IMailbox Mailbox => database.Get<IMailbox>();

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();
}

internal sealed class SqlServerSendingSuite(SqlServerDatabase database) : SendingStoreCompliance
{
    protected override ISendingStore Store => database.Get<ISendingStore>();

    protected override IArchive Archive => database.Get<IArchive>();

    protected override IMailbox Mailbox => database.Get<IMailbox>();
}

internal sealed class SqlServerMailboxSuite(SqlServerDatabase database) : MailboxCompliance
{
    protected override IMailbox Mailbox => database.Get<IMailbox>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();
}

internal sealed class SqlServerNotificationsSuite(SqlServerDatabase database) : NotificationsCompliance
{
    protected override IDocumentNotifications Notifications => database.Get<IDocumentNotifications>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();
}

internal sealed class SqlServerSearchSuite(SqlServerDatabase database) : SearchCompliance
{
    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();
}

internal sealed class SqlServerPullSuite(SqlServerDatabase database) : PullStoreCompliance, IAsyncDisposable
{
    private readonly PollLocks _otherLocks = new(database.Store);

    protected override IPullStore Store => database.Get<IPullStore>();

    protected override IPullStore OtherNode => new SqlServerPullStore(database.Store, _otherLocks);

    public ValueTask DisposeAsync() => _otherLocks.DisposeAsync();
}

internal sealed class SqlServerPartySuite(SqlServerDatabase database) : PartyRegistryCompliance
{
    protected override IPartyRegistry Registry => database.Get<IPartyRegistry>();
}

internal sealed class SqlServerProcessSuite(SqlServerDatabase database) : ProcessStoreCompliance
{
    protected override IProcessStore NewStore() => database.Get<IProcessStore>();
}

internal sealed class SqlServerArchiveKeeperSuite(SqlServerDatabase database) : ArchiveKeeperCompliance
{
    protected override IArchive Archive => database.Get<IArchive>();

    protected override IArchiveKeeper Keeper => database.Get<IArchiveKeeper>();

    protected override IReceptionStore Reception => database.Get<IReceptionStore>();

    protected override ISendingStore Sending => database.Get<ISendingStore>();

    protected override IExchangeReader Reader => database.Get<IExchangeReader>();
}
