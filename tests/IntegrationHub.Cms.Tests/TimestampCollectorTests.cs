using IntegrationHub.Adapters.TrustSimulator;
using IntegrationHub.Evidence.Ledger.Checkpoints;
using IntegrationHub.Evidence.Timestamps;
using IntegrationHub.Notary;
using IntegrationHub.Notary.Timestamps;

namespace IntegrationHub.Cms.Tests;

/// <summary>A renewal must outlive what it renews. The first authority's certificate ends when that does, the second's a year later.</summary>
public sealed class TimestampCollectorTests : IAsyncLifetime
{
    /// <summary>Simulated services certify themselves for two years.</summary>
    private static readonly DateTimeOffset FirstEnds = TestPki.Now.AddYears(2);

    private readonly TestPki pki = new();
    private readonly HttpClient http = HttpWire.NewClient(TimeSpan.FromSeconds(10));
    private TrustSimulatorServer first = null!;
    private TrustSimulatorServer second = null!;

    public async Task InitializeAsync()
    {
        first = await TrustSimulatorServer.StartAsync(pki.Authority, pki.Clock, 0, default);
        pki.Clock.Now = TestPki.Now.AddYears(1);
        second = await TrustSimulatorServer.StartAsync(pki.Authority, pki.Clock, 0, default);
    }

    public async Task DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
        http.Dispose();
        pki.Dispose();
    }

    [Fact]
    public async Task A_renewal_comes_from_the_first_authority_that_outlives_what_it_renews()
    {
        var (queue, client) = (new Queue(FirstEnds), Client());
        Assert.True(await Collector(queue, client).StepAsync(default));
        Assert.Equal(("second", FirstEnds.AddYears(1)), (queue.Attached!.Authority, queue.Attached.Ends));
        // The other did nothing wrong: it goes on to stamp everything else.
        Assert.Equal("first", (await client.StampAsync("anything else"u8.ToArray(), default)).Authority);
    }

    [Fact]
    public async Task What_the_first_authority_outlives_it_renews()
    {
        var queue = new Queue(FirstEnds.AddDays(-1));
        Assert.True(await Collector(queue, Client()).StepAsync(default));
        Assert.Equal("first", queue.Attached!.Authority);
    }

    [Fact]
    public async Task Where_none_outlives_it_a_day_passes_and_the_problem_names_each()
    {
        var queue = new Queue(FirstEnds.AddYears(1));
        Assert.True(await Collector(queue, Client()).StepAsync(default));
        Assert.Null(queue.Attached);
        Assert.Equal(pki.Clock.Now.AddDays(1), queue.Postponed!.Value.NotBefore);
        Assert.Contains("first: its token counts until 2028-11-21 12:00:00Z", queue.Postponed.Value.Problem, StringComparison.Ordinal);
        Assert.Contains("second: its token counts until 2029-11-21 12:00:00Z", queue.Postponed.Value.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_authority_that_outlives_it_is_away_it_is_asked_again_soon_also_when_it_rests()
    {
        second.SetFault("tsa-second", TrustFault.Unavailable);
        var (queue, client) = (new Queue(FirstEnds), Client());
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await Collector(queue, client).StepAsync(default));
            Assert.Equal(pki.Clock.Now + TimestampPlan.Wait(0), queue.Postponed!.Value.NotBefore);
        }
    }

    private TimestampClient Client() => new(
        [new("first", new Uri(first.Address, "tsa/first"), pki.Trust), new("second", new Uri(second.Address, "tsa/second"), pki.Trust)], null, new HttpWire(http), pki.Clock);

    private TimestampCollector Collector(Queue queue, TimestampClient client) => new(queue, client, null, AgeingPolicy.Default, "node", pki.Clock);

    /// <summary>Holds one renewal.</summary>
    private sealed class Queue(DateTimeOffset outlive) : ITimestampStore
    {
        public ReceivedToken? Attached { get; private set; }

        public (DateTimeOffset NotBefore, string Problem)? Postponed { get; private set; }

        public ValueTask<ClaimedTimestamp?> ClaimAsync(string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
            new(new ClaimedTimestamp(1, 1, TimestampUse.Renewal, 1, "a list"u8.ToArray(), now, 0, null, outlive));

        public ValueTask<bool> AttachAsync(ClaimedTimestamp claim, ReceivedToken token, CancellationToken cancellationToken)
        {
            Attached = token;
            return new(true);
        }

        public ValueTask PostponeAsync(ClaimedTimestamp claim, DateTimeOffset notBefore, string problem, CancellationToken cancellationToken)
        {
            Postponed = (notBefore, problem);
            return default;
        }

        public ValueTask FinishAsync(ClaimedTimestamp claim, CancellationToken cancellationToken) => default;

        public ValueTask QueueAsync(TimestampUse use, ReadOnlyMemory<byte> data, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<int> QueueRenewalAsync(AgeingPolicy policy, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ClaimedTimestamp?> ClaimCheckpointAsync(long size, string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<byte[]?> FindTokenAsync(TimestampUse use, ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<DatedCheckpoint?> FindDatedAsync(long position, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<DatedCheckpoint> ReadDatedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<TimestampQueueState> ReadStateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
