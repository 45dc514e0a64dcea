using System.Security.Cryptography;
using System.Text;
using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every <see cref="IArchiveKeeper"/> does. Each test has a retailer of its own.</summary>
public abstract class ArchiveKeeperCompliance
{
    private static readonly DateTimeOffset Now = Samples.Noon.AddYears(11);
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    private readonly RetailerId _retailer = new(RandomNumberGenerator.GetInt32(1_000, int.MaxValue));

    protected abstract IArchive Archive { get; }

    protected abstract IArchiveKeeper Keeper { get; }

    protected abstract IReceptionStore Reception { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IExchangeReader Reader { get; }

    [Fact]
    public async Task What_is_older_than_its_class_is_kept_goes_and_the_history_keeps_its_digest()
    {
        var (exchange, bytes) = await ReceiveAsync();
        var page = await RemoveAsync(ArchiveClass.Received);

        Assert.Equal((1, 1, 1, true), (page.Examined, page.Removed, page.Freed, page.IsAtEnd));
        Assert.Null(await Archive.ReadAsync(_retailer, exchange.ArchiveId, default));
        Assert.NotNull(await Archive.ReadAsync(_retailer, exchange.AnswerArchiveId!.Value, default));
        var happened = Assert.Single((await Reader.FindAsync(_retailer, exchange.Id, default))!.History, one => one.Kind == ArchiveEvents.Removed);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(bytes)), happened.Data, StringComparison.Ordinal);
        Assert.Equal(0, (await RemoveAsync(ArchiveClass.Received)).Removed);
    }

    [Fact]
    public async Task What_is_younger_stays()
    {
        var (exchange, _) = await ReceiveAsync();
        var order = new RemovalOrder(_retailer, ArchiveClass.Received, Samples.Noon.AddDays(-1), 100, Grace);
        Assert.Equal(0, (await Keeper.RemoveAsync(order, Now, Record, default)).Removed);
        Assert.NotNull(await Archive.ReadAsync(_retailer, exchange.ArchiveId, default));
    }

    [Fact]
    public async Task Bytes_that_another_exchange_shares_stay_until_the_last_of_them_goes()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000);
        var (first, _) = await ReceiveAsync(bytes);
        var (second, _) = await ReceiveAsync(bytes);
        Assert.Equal((1L, 1L), await FiguresAsync());

        var page = await RemoveAsync(ArchiveClass.Received, most: 1);
        Assert.Equal((1, 0), (page.Removed, page.Freed));
        Assert.Null(await Archive.ReadAsync(_retailer, first.ArchiveId, default));
        Assert.True((await Archive.ReadAsync(_retailer, second.ArchiveId, default))!.Value.Span.SequenceEqual(bytes));

        page = await RemoveAsync(ArchiveClass.Received, most: 1);
        Assert.Equal((1, 1), (page.Removed, page.Freed));
        Assert.Null(await Archive.ReadAsync(_retailer, second.ArchiveId, default));
        Assert.Equal((0L, 0L), await FiguresAsync());
    }

    [Fact]
    public async Task Bytes_that_were_stored_again_a_moment_ago_are_not_freed_and_are_stored_anew_after_that()
    {
        var bytes = RandomNumberGenerator.GetBytes(3_000);
        var (exchange, _) = await ReceiveAsync(bytes);
        var late = Guid.CreateVersion7(Now);
        await Archive.StoreAsync(_retailer, late, ArchiveClass.Received, bytes, Now, default);

        var page = await RemoveAsync(ArchiveClass.Received);
        Assert.Equal((1, 0), (page.Removed, page.Freed));
        Assert.Null(await Archive.ReadAsync(_retailer, exchange.ArchiveId, default));
        Assert.NotNull(await Archive.ReadAsync(_retailer, late, default));
    }

    [Theory]
    [InlineData("exchange")]
    [InlineData("party")]
    [InlineData("everything")]
    public async Task A_legal_hold_keeps_what_it_covers_until_it_is_lifted(string scope)
    {
        var (exchange, _) = await ReceiveAsync();
        var hold = new LegalHold(
            Guid.NewGuid(), _retailer, scope == "exchange" ? exchange.Id : null, scope == "party" ? exchange.Party : null, "court order 7", "li-wei", Now);
        await Keeper.SetHoldAsync(hold, ArchiveEvents.OfHold(Guid.CreateVersion7(Now), hold), default);
        Assert.Equal(hold, Assert.Single(await Keeper.ReadHoldsAsync(_retailer, alsoLifted: false, default)));

        var page = await RemoveAsync(ArchiveClass.Received);
        Assert.Equal((0, 1), (page.Removed, page.Held));
        Assert.NotNull(await Archive.ReadAsync(_retailer, exchange.ArchiveId, default));

        var lift = new HoldLift("li-wei", Now, "case closed");
        Assert.True(await Keeper.LiftHoldAsync(_retailer, hold.Id, lift, ArchiveEvents.OfLift(Guid.CreateVersion7(Now), hold, lift), default));
        Assert.False(await Keeper.LiftHoldAsync(_retailer, hold.Id, lift, ArchiveEvents.OfLift(Guid.CreateVersion7(Now), hold, lift), default));
        Assert.Empty(await Keeper.ReadHoldsAsync(_retailer, alsoLifted: false, default));
        Assert.Equal(lift, Assert.Single(await Keeper.ReadHoldsAsync(_retailer, alsoLifted: true, default)).Lifted);
        Assert.Equal(1, (await RemoveAsync(ArchiveClass.Received)).Removed);
        Assert.Equal(
            [ArchiveEvents.HoldLifted, ArchiveEvents.HoldSet],
            (await Reader.RecentEventsAsync(_retailer, [ArchiveEvents.HoldSet, ArchiveEvents.HoldLifted], 5, default)).Select(one => one.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_document_that_may_have_to_be_sent_again_keeps_its_bytes()
    {
        var exchange = Samples.Outbound(Samples.NewParty()) with { Retailer = _retailer, DocumentArchiveId = Samples.NewId() };
        Assert.Null(await Sending.QueueAsync(exchange, RandomNumberGenerator.GetBytes(100), null, [], default));
        Assert.Equal((0, 1), await OutcomeAsync());
        await Sending.DecideAsync(_retailer, exchange.Id, one => new OutboundDecision(one with { State = OutboundState.Accepted, DueAt = null }, []), default);
        // The walk has passed it; it comes back to what it skipped.
        var page = await Keeper.RemoveAsync(new RemovalOrder(_retailer, ArchiveClass.Document, Now, 100, Grace), Now.AddDays(31), Record, default);
        Assert.Equal(1, page.Removed);

        async Task<(int, int)> OutcomeAsync()
        {
            var first = await RemoveAsync(ArchiveClass.Document);
            return (first.Removed, first.Unsettled);
        }
    }

    [Fact]
    public async Task Large_bytes_go_with_all_their_pieces()
    {
        var (exchange, _) = await ReceiveAsync(RandomNumberGenerator.GetBytes(2_500_000));
        Assert.Equal(1, (await RemoveAsync(ArchiveClass.Received)).Freed);
        Assert.Null(await Archive.ReadAsync(_retailer, exchange.ArchiveId, default));
        Assert.Equal(0, (await ReconcileAsync()).Freed);
    }

    [Fact]
    public async Task A_whole_archive_has_nothing_to_reconcile()
    {
        for (var number = 0; number < 5; number++)
            await ReceiveAsync();

        var page = await ReconcileAsync();
        Assert.False(page.FoundSomething);
        Assert.True(page.IsAtEnd);
        Assert.True(page.Examined >= 5);
    }

    [Fact]
    public async Task Bytes_without_an_exchange_are_counted_after_the_grace_time_and_not_before()
    {
        await Archive.StoreAsync(_retailer, Samples.NewId(), ArchiveClass.Received, RandomNumberGenerator.GetBytes(10), Samples.Noon, default);
        await Archive.StoreAsync(_retailer, Guid.CreateVersion7(Now), ArchiveClass.Received, RandomNumberGenerator.GetBytes(10), Now, default);
        Assert.Equal(1, (await ReconcileAsync()).Unnamed);
    }

    protected async Task<(InboundExchange Exchange, byte[] Bytes)> ReceiveAsync(byte[]? bytes = null)
    {
        bytes ??= Encoding.UTF8.GetBytes($"<document>{Guid.NewGuid()}</document>");
        var commit = Samples.Commit(Samples.NewParty());
        var exchange = commit.Exchange with { Retailer = _retailer, ArchiveId = Samples.NewId(), AnswerArchiveId = Samples.NewId() };
        await Archive.StoreAsync(_retailer, exchange.ArchiveId, ArchiveClass.Received, bytes, Samples.Noon, default);
        Assert.IsType<CommitOutcome.Committed>(await Reception.CommitAsync(commit with { Exchange = exchange }, default));
        return (exchange, bytes);
    }

    protected async Task<ReconcilePage> ReconcileAsync() => await Keeper.ReconcileAsync(_retailer, 100, Grace, Now, [], default);

    private async Task<RemovalPage> RemoveAsync(ArchiveClass archiveClass, int most = 100) =>
        await Keeper.RemoveAsync(new RemovalOrder(_retailer, archiveClass, Now, most, Grace), Now, Record, default);

    private static Exchange.History.ExchangeEvent Record(RemovedBytes removed) =>
        ArchiveEvents.OfRemoval(Guid.CreateVersion7(Now), Now, removed, TimeSpan.FromDays(3650));

    /// <summary>Contents and repetitions, without the answers of the exchanges.</summary>
    private async Task<(long Contents, long Repeated)> FiguresAsync()
    {
        var figures = await Keeper.MeasureAsync(_retailer, default);
        return (figures.Contents - 2, figures.Repeated);
    }
}
