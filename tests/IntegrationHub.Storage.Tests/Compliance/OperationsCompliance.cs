using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Storage.Confidential;
using IntegrationHub.Storage.Isolation;
using IntegrationHub.Storage.Model;
using IntegrationHub.Storage.Operations;
using IntegrationHub.Workflows.Execution;
using Microsoft.EntityFrameworkCore;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store keeps of nodes, and says of queues. Each test has names of its own.</summary>
public abstract class OperationsCompliance
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..NodeReport.MarkLength];

    /// <summary>A time of the suite's own, so that nodes of other tests are not old. Databases keep microseconds, clocks tell more.</summary>
    private readonly DateTimeOffset _now = Round(TimeProvider.System.GetUtcNow()).AddTicks(7);

    private readonly StillTime _time = new();

    protected abstract HubStore Store { get; }

    protected abstract IExchangeReader Reader { get; }

    protected abstract ISendingStore Sending { get; }

    protected abstract IReceptionStore Reception { get; }

    protected abstract IDocumentNotifications Notifications { get; }

    private string Name => $"node-{_mark}";

    private NodeBook Nodes => new(Store);

    private QueueBook Queues => new(Store);

    [Fact]
    public async Task A_node_is_known_as_it_last_told_of_itself()
    {
        var first = Report(Round(_now)) with { StartedAt = Round(_now) };
        Assert.True(await TellAsync(first));
        var second = first with { SeenAt = first.SeenAt.AddSeconds(30), ProcessorLoad = 123, MemoryUsed = 5, MemoryTotal = 9, NetworkIn = 7, NetworkOut = 8 };
        Assert.True(await TellAsync(second, goesOn: true));

        Assert.Equal(second, await FindAsync());
        Assert.DoesNotContain(await Nodes.ListAsync(new RetailerId(2), default), one => one.Name == Name);
        Assert.Empty(await SaidAsync());
    }

    [Fact]
    public async Task A_node_whose_start_is_between_two_microseconds_is_not_back_with_every_word()
    {
        for (var word = 0; word < 3; word++)
            Assert.True(await TellAsync(Report(_now.AddSeconds(30 * word)), goesOn: word > 0));

        Assert.Empty(await SaidAsync());
    }

    [Fact]
    public async Task A_node_that_stopped_telling_is_said_to_be_silent_once_and_its_return_too()
    {
        await TellAsync(Report(_now));
        var watches = Enumerable.Range(0, 4).Select(_ => new NodeWatch(_time)).ToList();
        Assert.DoesNotContain(Name, await WatchAsync(watches[0], SilentAfter));
        Assert.Empty(await SaidAsync());

        foreach (var watch in watches)
            await WatchAsync(watch, TimeSpan.Zero);

        await PassAsync(watches, SilentAfter);
        Assert.Contains(Name, (await Task.WhenAll(watches.Select(watch => Nodes.WatchAsync(Samples.Retailer, watch, _now, default)))).SelectMany(static told => told));
        Assert.Equal([NodeBook.Silent], await SaidAsync());
        Assert.NotNull((await FindAsync()).MissedAt);
        await TellAsync(Report(_now.AddMinutes(3)), goesOn: true);
        Assert.Equal([NodeBook.Silent, NodeBook.Returned], await SaidAsync());
        Assert.DoesNotContain(Name, await WatchAsync(watches[0], TimeSpan.Zero));
    }

    [Fact]
    public async Task A_node_whose_clock_is_behind_is_not_silent_and_nobody_is_after_a_time_without_the_store()
    {
        var watch = new NodeWatch(_time);
        for (var round = 0; round < 8; round++)
        {
            await TellAsync(Report(_now.AddMinutes(-3).AddSeconds(30 * round)), goesOn: round > 0);
            Assert.DoesNotContain(Name, await WatchAsync(watch, TimeSpan.FromSeconds(30)));
        }

        // The store was away for all: whoever is back first has not seen that others are silent.
        Assert.DoesNotContain(Name, await WatchAsync(watch, TimeSpan.FromMinutes(10)));
        Assert.DoesNotContain(Name, await WatchAsync(watch, TimeSpan.FromSeconds(30)));
        Assert.Empty(await SaidAsync());
    }

    [Fact]
    public async Task A_node_that_ended_as_told_is_not_missed_and_one_that_begins_anew_without_an_end_was_lost()
    {
        await TellAsync(Report(_now) with { StoppedAt = _now });
        var watch = new NodeWatch(_time);
        await WatchAsync(watch, TimeSpan.Zero);
        await PassAsync([watch], SilentAfter);
        Assert.DoesNotContain(Name, await WatchAsync(watch, TimeSpan.Zero));
        await TellAsync(Report(_now.AddHours(1)) with { StartedAt = _now.AddHours(1) });
        Assert.Empty(await SaidAsync());
        await TellAsync(Report(_now.AddHours(2)) with { StartedAt = _now.AddHours(2) });
        Assert.Equal([NodeBook.Returned], await SaidAsync());
    }

    [Fact]
    public async Task A_node_on_another_machine_is_the_same_by_its_mark_and_a_copy_takes_a_mark_of_its_own()
    {
        await TellAsync(Report(_now));
        var moved = Report(_now.AddHours(1)) with { Name = $"other-{_mark}", StartedAt = _now.AddHours(1) };
        Assert.True(await TellAsync(moved));
        Assert.Equal([moved.Name], (await Nodes.ListAsync(Samples.Retailer, default)).Select(static one => one.Name).Where(name => name.EndsWith(_mark, StringComparison.Ordinal)));
        Assert.Equal([NodeBook.Returned], await SaidAsync());

        // The first goes on: it was copied, not moved.
        Assert.False(await TellAsync(Report(_now.AddHours(1)), goesOn: true));
        Assert.True(await TellAsync(moved with { SeenAt = _now.AddHours(2) }, goesOn: true));
        Assert.Equal([NodeBook.Returned], await SaidAsync());
    }

    [Fact]
    public async Task A_lost_node_is_forgotten_by_somebody_with_a_reason_and_one_that_runs_is_not()
    {
        await TellAsync(Report(_now));
        Assert.Equal(NodeForgetting.Running, await ForgetAsync());
        await TellAsync(Report(_now) with { StoppedAt = _now }, goesOn: true);
        Assert.Equal(NodeForgetting.Done, await ForgetAsync());
        Assert.Equal(NodeForgetting.Unknown, await ForgetAsync());
        Assert.Equal([NodeBook.Forgotten], await SaidAsync());
        var said = (await Reader.RecentEventsAsync(Samples.Retailer, NodeBook.Forgotten, 100, default)).Single(one => one.Data.Contains(_mark, StringComparison.Ordinal));
        Assert.Equal("user:wang", said.Actor);
        Assert.Contains("scrapped", said.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_long_ago_is_forgotten()
    {
        var longAgo = _now.AddDays(-31);
        await TellAsync(Report(longAgo) with { StoppedAt = longAgo });
        await WatchAsync(new NodeWatch(_time), TimeSpan.Zero);
        Assert.DoesNotContain(await Nodes.ListAsync(Samples.Retailer, default), one => one.Name == Name);
    }

    [Fact]
    public async Task What_is_due_waits_by_lane_and_what_is_due_later_does_not()
    {
        var (lane, later) = (Samples.NewParty(), Samples.NewParty());
        foreach (var (party, due) in new[] { (lane, Samples.Noon), (lane, Samples.Noon), (later, TimeProvider.System.GetUtcNow().AddDays(1)) })
            Assert.Null(await Sending.QueueAsync(Samples.Outbound(party) with { DueAt = due }, "doc"u8.ToArray(), null, [], default));

        var (at, queues) = await Queues.ReadAsync(Samples.Retailer, [Samples.NewParty()], default);
        Assert.InRange(at, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow().AddHours(1));
        var own = Assert.Single(queues, one => one.Party == lane);
        Assert.Equal((QueueBook.Outbox, 2L, Samples.Noon), (own.Name, own.Count, own.Oldest));
        Assert.DoesNotContain(queues, one => one.Party == later);
        Assert.Equal(
            [QueueBook.Crossings, QueueBook.Incidents, QueueBook.Notices, QueueBook.ProcessJobs, QueueBook.Timers],
            queues.Where(static one => one.Party is null).Select(static one => one.Name).Order(StringComparer.Ordinal));
        Assert.All(queues, static one => Assert.Equal(one.Count > 0, one.Oldest is not null));
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

    [Fact]
    public async Task What_failed_and_is_put_off_goes_on_waiting_since_it_came()
    {
        var party = Samples.NewParty();
        var outgoing = Samples.Outbound(party) with { Attempts = 4, DueAt = TimeProvider.System.GetUtcNow().AddHours(1) };
        Assert.Null(await Sending.QueueAsync(outgoing, "doc"u8.ToArray(), null, [], default));
        var incoming = Samples.Commit(party);
        await Reception.CommitAsync(incoming, default);
        var before = await DepthAsync(QueueBook.Notices);
        var claimed = (await Notifications.ClaimAsync(Samples.Retailer, "node", Samples.Noon.AddMinutes(1), TimeSpan.FromMinutes(1), 1000, default)).Single(one => one.ExchangeId == incoming.Exchange.Id);
        await Notifications.RetryAsync(Samples.Retailer, claimed.Id, TimeProvider.System.GetUtcNow().AddYears(1), "the handler failed", default);

        var own = Assert.Single((await Queues.ReadAsync(Samples.Retailer, [], default)).Queues, one => one.Party == party);
        Assert.Equal((1L, outgoing.CreatedAt), (own.Count, own.Oldest));
        Assert.Equal(before, await DepthAsync(QueueBook.Notices));
        Assert.True(before.Count > 0 && before.Oldest <= incoming.Exchange.ReceivedAt);
        await Notifications.DoneAsync(Samples.Retailer, [claimed.Id], default);
    }

    [Fact]
    public async Task A_case_waits_for_an_operator_since_its_incident_and_not_since_it_began()
    {
        var (id, began, stuck) = (Guid.CreateVersion7(), Samples.Noon.AddYears(-30), Samples.Noon.AddYears(-20));
        var state = InstanceState.New("p", $"case-{id}");
        state = state with { Incidents = state.Incidents.Add(1, new Incident(1, 2, "a", "X", "", "", stuck.AddDays(1))).Add(2, new Incident(2, 3, "b", "X", "", "", stuck)) };
        await Store.ChangeAsync(
            Scope.Of(Samples.Retailer),
            context => Task.FromResult(context.Add(new ProcessInstanceRow
            {
                RetailerId = Samples.Retailer.Value, Id = id, Process = "p", Version = 1, BusinessKey = state.BusinessKey, StartedAt = began, Incidents = 2,
                State = Store.Values.Seal(SealedColumns.ProcessState, Samples.Retailer.Value, id, StateJson.Write(state)),
            })),
            default);

        var waiting = await DepthAsync(QueueBook.Incidents);
        Assert.True(waiting.Count > 0);
        Assert.Equal(stuck, waiting.Oldest);
        await Store.ChangeAsync(Scope.Of(Samples.Retailer), context => context.Set<ProcessInstanceRow>().Where(x => x.RetailerId == Samples.Retailer.Value && x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(row => row.Incidents, 0)), default);
    }

    [Fact]
    public async Task A_case_whose_state_does_not_open_has_waited_since_it_began_and_hides_no_queue()
    {
        var began = Samples.Noon.AddYears(-40);
        foreach (var (days, json) in new[] { (0, null), (1, "{") })
        {
            var id = Guid.CreateVersion7();
            var state = json is null ? "nothing sealed"u8.ToArray() : Store.Values.Seal(SealedColumns.ProcessState, Samples.Retailer.Value, id, json);
            await Store.ChangeAsync(
                Scope.Of(Samples.Retailer),
                context => Task.FromResult(context.Add(new ProcessInstanceRow { RetailerId = Samples.Retailer.Value, Id = id, Process = "p", Version = 1, BusinessKey = $"case-{id}", StartedAt = began.AddDays(days), Incidents = 1, State = state })),
                default);
            try
            {
                var waiting = await DepthAsync(QueueBook.Incidents);
                Assert.True(waiting.Count > 0);
                Assert.Equal(began.AddDays(days), waiting.Oldest);
            }
            finally
            {
                var whole = Store.Values.Seal(SealedColumns.ProcessState, Samples.Retailer.Value, id, StateJson.Write(InstanceState.New("p", $"case-{id}")));
                await Store.ChangeAsync(Scope.Of(Samples.Retailer), context => context.Set<ProcessInstanceRow>().Where(x => x.RetailerId == Samples.Retailer.Value && x.Id == id).ExecuteUpdateAsync(x => x.SetProperty(row => row.Incidents, 0).SetProperty(row => row.State, whole)), default);
            }
        }
    }

    private static TimeSpan SilentAfter => NodeWatch.SilentAfter + TimeSpan.FromSeconds(1);

    private async Task<QueueDepth> DepthAsync(string queue) => Assert.Single((await Queues.ReadAsync(Samples.Retailer, [], default)).Queues, one => one.Name == queue);

    private Task<bool> TellAsync(NodeReport report, bool goesOn = false) => Nodes.ReportAsync(Samples.Retailer, report, goesOn, default);

    private Task<NodeForgetting> ForgetAsync() => Nodes.ForgetAsync(Samples.Retailer, Name, "user:wang", "the machine is scrapped", _now, default);

    private Task<IReadOnlyList<string>> WatchAsync(NodeWatch watch, TimeSpan later)
    {
        _time.Pass(later);
        return Nodes.WatchAsync(Samples.Retailer, watch, _now, default);
    }

    /// <summary>Lets time pass under the eyes of those that watch, a look every half minute; the last look is not taken.</summary>
    private async Task PassAsync(IReadOnlyList<NodeWatch> watches, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(30))
        {
            _time.Pass(left < TimeSpan.FromSeconds(30) ? left : TimeSpan.FromSeconds(30));
            foreach (var watch in left > TimeSpan.FromSeconds(30) ? watches : [])
                Assert.DoesNotContain(Name, await Nodes.WatchAsync(Samples.Retailer, watch, _now, default));
        }
    }

    private NodeReport Report(DateTimeOffset seen) => new(Name, "1.0", _now, seen, StoppedAt: null, 4, ProcessorLoad: null, MemoryUsed: null, MemoryTotal: null, 100, 200, NetworkIn: null, NetworkOut: null);

    /// <summary>To what every database keeps.</summary>
    private static DateTimeOffset Round(DateTimeOffset at) => new(at.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private async Task<NodeReport> FindAsync() => Assert.Single(await Nodes.ListAsync(Samples.Retailer, default), one => one.Name == Name);

    /// <summary>Kinds of what was said of the node, oldest first.</summary>
    private async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await Reader.RecentEventsAsync(Samples.Retailer, "node.", 1000, default)).Where(one => one.Data.Contains(_mark, StringComparison.Ordinal)).OrderBy(static one => one.At).Select(static one => one.Kind)];

    /// <summary>Ticks that pass when the test says so.</summary>
    private sealed class StillTime : TimeProvider
    {
        private TimeSpan _passed;

        public void Pass(TimeSpan by) => _passed += by;

        public override long GetTimestamp() => (long)(_passed.TotalSeconds * TimestampFrequency);
    }
}
