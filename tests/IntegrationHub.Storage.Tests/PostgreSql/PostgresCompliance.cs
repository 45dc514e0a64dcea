using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.PostgreSql.Parties;
using IntegrationHub.Storage.PostgreSql.Pulling;
using IntegrationHub.Storage.Tests.Compliance;

namespace IntegrationHub.Storage.Tests.PostgreSql;

[Collection(PostgresCollection.Name)]
public sealed class PostgresReceptionStoreTests(StoreFixture store) : ReceptionStoreCompliance, IClassFixture<StoreFixture>
{
    protected override IReceptionStore Store => store.Get<IReceptionStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();

    protected override IArchive Archive => store.Get<IArchive>();

    protected override IPullStore Pulls => store.Get<IPullStore>();

    protected override IMailbox Mailbox => store.Get<IMailbox>();

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresSendingStoreTests(StoreFixture store) : SendingStoreCompliance, IClassFixture<StoreFixture>
{
    protected override ISendingStore Store => store.Get<ISendingStore>();

    protected override IArchive Archive => store.Get<IArchive>();

    protected override IMailbox Mailbox => store.Get<IMailbox>();
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresMailboxTests(StoreFixture store) : MailboxCompliance, IClassFixture<StoreFixture>
{
    protected override IMailbox Mailbox => store.Get<IMailbox>();

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresNotificationsTests(StoreFixture store) : NotificationsCompliance, IClassFixture<StoreFixture>
{
    protected override IDocumentNotifications Notifications => store.Get<IDocumentNotifications>();

    protected override IReceptionStore Reception => store.Get<IReceptionStore>();
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresPullStoreTests(StoreFixture store) : PullStoreCompliance, IClassFixture<StoreFixture>, IAsyncLifetime
{
    private PollLocks _otherLocks = null!;

    protected override IPullStore Store => store.Get<IPullStore>();

    protected override IPullStore OtherNode => new PostgresPullStore(store.Database, _otherLocks);

    public Task InitializeAsync()
    {
        _otherLocks = new PollLocks(store.Database);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _otherLocks.DisposeAsync();
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresPartyRegistryTests(ClusterFixture cluster) : PartyRegistryCompliance, IAsyncLifetime
{
    private readonly StoreFixture _store = new(cluster);

    protected override IPartyRegistry Registry => _store.Get<IPartyRegistry>();

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_change_by_another_process_arrives_without_asking()
    {
        await Registry.ReloadAsync(CancellationToken.None);
        var other = new PostgresPartyRegistry(_store.Database, TimeProvider.System);
        Assert.Empty(await other.SaveAsync(Samples.Party("pool", "10XPOOL-------A"), "other process", CancellationToken.None));

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Registry.Current.FindByName("pool") is null)
            await Task.Delay(10, limit.Token);
    }

    [Fact]
    public async Task A_coded_id_with_a_wrong_check_character_is_not_stored()
    {
        var registry = new PostgresPartyRegistry(_store.Database, TimeProvider.System);
        var wrong = Samples.Party("pool", "10XIHUB-TCENTERA") with { Code = new("10XIHUB-TCENTERA", "A01") };

        Assert.Equal("PARTY_CODE", Assert.Single(await registry.SaveAsync(wrong, "test", CancellationToken.None)).Code);
    }
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresSearchTests(StoreFixture store) : SearchCompliance, IClassFixture<StoreFixture>
{
    protected override IReceptionStore Reception => store.Get<IReceptionStore>();

    protected override ISendingStore Sending => store.Get<ISendingStore>();

    protected override IExchangeReader Reader => store.Get<IExchangeReader>();
}
