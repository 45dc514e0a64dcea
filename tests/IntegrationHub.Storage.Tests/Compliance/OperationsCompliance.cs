using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Operations;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store keeps of nodes, and says of queues. Each test has names of its own.</summary>
public abstract class OperationsCompliance
{
    private readonly string _node = $"node-{Guid.NewGuid():N}";

    /// <summary>A time of the suite's own, so that nodes of other tests are not old.</summary>
    private readonly DateTimeOffset _now = Round(DateTimeOffset.UtcNow);

    protected abstract HubStore Store { get; }

    protected abstract IExchangeReader Reader { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IReceptionStore Reception { get; }

    private NodeBook Nodes => new(Store);

    [Fact]
    public async Task A_node_is_known_as_it_last_told_of_itself()
    {
        var first = Report(_now);
        await Nodes.ReportAsync(Samples.Retailer, first, default);
        var second = first with { SeenAt = _now.AddSeconds(30), ProcessorLoad = 123, MemoryUsed = 5, MemoryTotal = 9, NetworkIn = 7, NetworkOut = 8 };
        await Nodes.ReportAsync(Samples.Retailer, second, default);

        Assert.Equal(second, await FindAsync());
        Assert.DoesNotContain(await Nodes.ListAsync(new RetailerId(2), default), one => one.Name == _node);
        Assert.Empty(await SaidAsync());
    }

    [Fact]
    public async Task A_node_that_stopped_telling_is_said_to_be_silent_once_and_its_return_too()
    {
        await Nodes.ReportAsync(Samples.Retailer, Report(_now), default);
        Assert.DoesNotContain(_node, await Nodes.WatchAsync(Samples.Retailer, _now + NodeBook.SilentAfter, default));

        var noticed = _now + NodeBook.SilentAfter + TimeSpan.FromSeconds(1);
        Assert.Contains(_node, (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Nodes.WatchAsync(Samples.Retailer, noticed, default)))).SelectMany(static told => told));
        Assert.Equal([NodeBook.Silent], await SaidAsync());
        await Nodes.ReportAsync(Samples.Retailer, Report(noticed.AddSeconds(1)), default);
        Assert.Equal([NodeBook.Silent, NodeBook.Returned], await SaidAsync());
        Assert.DoesNotContain(_node, await Nodes.WatchAsync(Samples.Retailer, noticed, default));
    }

    [Fact]
    public async Task A_node_that_ended_as_told_is_not_missed_and_one_that_begins_anew_without_an_end_was_lost()
    {
        await Nodes.ReportAsync(Samples.Retailer, Report(_now) with { StoppedAt = _now }, default);
        Assert.DoesNotContain(_node, await Nodes.WatchAsync(Samples.Retailer, _now.AddHours(1), default));
        await Nodes.ReportAsync(Samples.Retailer, Report(_now.AddHours(1)) with { StartedAt = _now.AddHours(1) }, default);
        Assert.Empty(await SaidAsync());
        await Nodes.ReportAsync(Samples.Retailer, Report(_now.AddHours(2)) with { StartedAt = _now.AddHours(2) }, default);
        Assert.Equal([NodeBook.Returned], await SaidAsync());
    }

    [Fact]
    public async Task A_node_of_long_ago_is_forgotten()
    {
        var longAgo = _now.AddDays(-31);
        await Nodes.ReportAsync(Samples.Retailer, Report(longAgo) with { StoppedAt = longAgo }, default);
        await Nodes.WatchAsync(Samples.Retailer, _now, default);
        Assert.DoesNotContain(await Nodes.ListAsync(Samples.Retailer, default), one => one.Name == _node);
    }

    [Fact]
    public async Task What_is_due_waits_by_lane_and_what_is_due_later_does_not()
    {
        var (lane, later) = (Samples.NewParty(), Samples.NewParty());
        foreach (var party in new[] { lane, lane, later })
            Assert.Null(await Sending.QueueAsync(Samples.Outbound(party), "doc"u8.ToArray(), null, [], default));

        var book = new QueueBook(Store);
        var queues = await book.ReadAsync(Samples.Retailer, [Samples.NewParty()], DateTimeOffset.MaxValue.AddDays(-1), default);
        var own = Assert.Single(queues, one => one.Party == lane);
        Assert.Equal((QueueBook.Outbox, 2L), (own.Name, own.Count));
        Assert.NotNull(own.Oldest);
        Assert.Equal(
            [QueueBook.Crossings, QueueBook.Incidents, QueueBook.Notices, QueueBook.ProcessJobs, QueueBook.Timers],
            queues.Where(static one => one.Party is null).Select(static one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(queues, static one => Assert.Equal(one.Count > 0, one.Oldest is not null));
        Assert.DoesNotContain(await book.ReadAsync(Samples.Retailer, [], Samples.Noon.AddYears(-1), default), one => one.Party == lane || one.Party == later);
    }

    [Fact]
    public async Task What_came_from_a_party_is_told_by_its_way_from_an_instant_on()
    {
        var party = Samples.NewParty();
        var last = default(Guid);
        foreach (var state in new[] { InboundState.Accepted, InboundState.Rejected, InboundState.Accepted, InboundState.Accepted })
        {
            var commit = Samples.Commit(party, state: state);
            Assert.IsType<CommitOutcome.Committed>(await Reception.CommitAsync(commit, default));
            last = commit.Exchange.Id;
        }

        var book = new ReceptionBook(Store);
        var way = Assert.Single(await book.ReadAsync(Samples.Retailer, party, Samples.Noon, default));
        // Each sample takes five milliseconds.
        Assert.Equal((Channel.Push, 4L, 1L, 5m), (way.Channel, way.Received, way.Refused, way.MeanMilliseconds));
        Assert.Equal(Samples.Noon, way.LastRefusedAt);
        Assert.Equal(1, Assert.Single(await book.ReadAsync(Samples.Retailer, party, TimedId.At(last), default)).Received);
        Assert.Empty(await book.ReadAsync(Samples.Retailer, party, TimedId.At(last).AddMilliseconds(1), default));
        Assert.Empty(await book.ReadAsync(new RetailerId(2), party, Samples.Noon, default));
    }

    private NodeReport Report(DateTimeOffset seen) => new(_node, "1.0", Round(_now), Round(seen), StoppedAt: null, 4, ProcessorLoad: null, MemoryUsed: null, MemoryTotal: null, 100, 200, NetworkIn: null, NetworkOut: null);

    /// <summary>To what every database keeps.</summary>
    private static DateTimeOffset Round(DateTimeOffset at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private async Task<NodeReport> FindAsync() => Assert.Single(await Nodes.ListAsync(Samples.Retailer, default), one => one.Name == _node);

    /// <summary>Kinds of what was said of the node, oldest first.</summary>
    private async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await Reader.RecentEventsAsync(Samples.Retailer, "node.", 1000, default)).Where(one => one.Data.Contains(_node, StringComparison.Ordinal)).OrderBy(static one => one.At).Select(static one => one.Kind)];
}
