using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Storage.SqlServer.Pulling;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.SqlServer.Tests;

// The SQL Server half of the suites. They are not public, so that the runner does not find them by itself: SqlServerSuiteTests runs them.
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
