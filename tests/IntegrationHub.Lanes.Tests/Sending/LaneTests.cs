using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Lanes.Tests.Doubles;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationHub.Lanes.Tests.Sending;

/// <summary>A lane at work: order, independence, draining, a store that is away.</summary>
public sealed class LaneTests : IAsyncDisposable
{
    private readonly LaneRig _rig = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _lanes = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_lanes);
        _stop.Dispose();
    }

    [Fact]
    public async Task A_bid_leaves_while_bulk_data_hangs_at_the_partner()
    {
        var hang = new TaskCompletionSource();
        _rig.Partner.OnPut = async (_, _, message) =>
        {
            var mRid = MRidOf(message);
            if (mRid.StartsWith("bulk", StringComparison.Ordinal))
            {
                await hang.Task;
            }

            return _rig.Acknowledged(mRid);
        };
        for (var i = 0; i < 20; i++)
        {
            await _rig.QueueAsync($"bulk-{i}", priority: LanePriority.Bulk);
        }

        Run(_rig.Center);
        await Until.TrueAsync(() => !_rig.Partner.Puts.IsEmpty, "Nothing left.");
        var bid = await _rig.QueueAsync("bid-late");
        _rig.Signals.Wake(_rig.Center.Id);

        await Until.TrueAsync(() => _rig.Now(bid.Id).State == OutboundState.Accepted, "The bid waits behind bulk data.");
        Assert.Equal(1, _rig.Partner.Puts.Count(put => MRidOf(put.Message).StartsWith("bulk", StringComparison.Ordinal)));
        hang.SetResult();
        await Until.TrueAsync(() => _rig.Store.Outbound.All(one => one.State == OutboundState.Accepted), "Bulk data was left behind.");
    }

    [Fact]
    public async Task A_partner_that_never_answers_delays_no_other()
    {
        var hang = new TaskCompletionSource();
        _rig.Partner.OnPut = async (party, _, message) =>
        {
            if (party.Name == _rig.Center.Name)
            {
                await hang.Task;
            }

            return new PartnerAnswer.Fault("PUT-001", MRidOf(message), Transient: false, null, default);
        };
        await _rig.QueueAsync("stuck-1");
        await _rig.QueueAsync("stuck-2");
        var other = await _rig.QueueAsync("free", party: LaneRig.Other.Id);
        Run(_rig.Center);
        Run(LaneRig.Other);

        await Until.TrueAsync(() => _rig.Now(other.Id).State == OutboundState.Quarantined, "The other party's lane waits.");
        Assert.All(_rig.Store.Outbound.Where(one => one.Party == _rig.Center.Id), one => Assert.Equal(OutboundState.Queued, one.State));
        hang.SetResult();
    }

    [Fact]
    public async Task The_thousand_and_first_document_is_sent_as_well()
    {
        _rig.Partner.OnPut = (_, _, message) => Task.FromResult(_rig.Acknowledged(MRidOf(message)));
        for (var i = 0; i < 1_001; i++)
        {
            await _rig.QueueAsync($"doc-{i}", priority: LanePriority.Normal);
        }

        Run(_rig.Center);

        await Until.TrueAsync(() => _rig.Store.Outbound.All(one => one.State == OutboundState.Accepted), "Something was left behind.");
        Assert.Equal(1_001, _rig.Partner.Puts.Select(put => MRidOf(put.Message)).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1_001, _rig.Partner.Puts.Count);
    }

    [Fact]
    public async Task The_order_to_stop_waits_for_what_has_left()
    {
        var hang = new TaskCompletionSource();
        _rig.Partner.OnPut = async (_, _, message) =>
        {
            await hang.Task;
            return _rig.Acknowledged(MRidOf(message));
        };
        var exchange = await _rig.QueueAsync();
        Run(_rig.Center);
        await Until.TrueAsync(() => !_rig.Partner.Puts.IsEmpty, "Nothing left.");

        await _stop.CancelAsync();
        var later = await _rig.QueueAsync("bid-2");
        Assert.False(_lanes[0].IsCompleted);
        hang.SetResult();
        await Task.WhenAll(_lanes);

        Assert.Equal((OutboundState.Accepted, OutboundState.Queued), (_rig.Now(exchange.Id).State, _rig.Now(later.Id).State));
    }

    [Fact]
    public async Task A_store_that_is_away_or_gives_up_does_not_end_the_lane()
    {
        var store = new UnreliableStore(
            _rig.Store, new StorageUnavailableException("The server is gone."), new OperationCanceledException("The driver gave up."), new InvalidOperationException("A bug."));
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, message) => Task.FromResult(_rig.Acknowledged(MRidOf(message)));
        _lanes.Add(new Lane(_rig.Center.Id, _rig.Registry, store, _rig.Step, _rig.Signals, _rig.Options, TimeProvider.System, NullLogger<Lane>.Instance)
            .RunAsync(_stop.Token));

        await Until.TrueAsync(() => _rig.Now(exchange.Id).State == OutboundState.Accepted || _lanes[0].IsFaulted || _lanes[0].IsCanceled, "The lane ended.");
        Assert.Equal(OutboundState.Accepted, _rig.Now(exchange.Id).State);
    }

    private static string MRidOf(ReadOnlyMemory<byte> message) => Encoding.UTF8.GetString(message.Span)["signed:".Length..];

    private void Run(Party party) => _lanes.Add(Task.Run(() => _rig.LaneOf(party).RunAsync(_stop.Token)));

    /// <summary>Throws each failure once when something is claimed, then works.</summary>
    private sealed class UnreliableStore(ISendingStore inner, params Exception[] failures) : ISendingStore
    {
        private readonly Queue<Exception> _failures = new(failures);

        public ValueTask<OutboundExchange?> QueueAsync(
            OutboundExchange exchange, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte>? signedMessage, IReadOnlyList<Exchange.History.ExchangeEvent> events, CancellationToken cancellationToken) =>
            inner.QueueAsync(exchange, document, signedMessage, events, cancellationToken);

        public ValueTask<IReadOnlyList<ClaimedExchange>> ClaimDueAsync(
            RetailerId retailer, PartyId party, string node, DateTimeOffset now, TimeSpan lease, LanePriority leastUrgent, int max, CancellationToken cancellationToken) =>
            _failures.TryDequeue(out var failure) ? throw failure : inner.ClaimDueAsync(retailer, party, node, TestClock.Start, lease, leastUrgent, max, cancellationToken);

        public ValueTask<bool> ApplyAsync(ClaimedExchange claim, OutboundDecision decision, CancellationToken cancellationToken) => inner.ApplyAsync(claim, decision, cancellationToken);

        public ValueTask<OutboundDecision?> DecideAsync(
            RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
            inner.DecideAsync(retailer, exchangeId, decide, cancellationToken);

        public ValueTask<OutboundDecision?> DecideUnclaimedAsync(
            RetailerId retailer, Guid exchangeId, Func<OutboundExchange, OutboundDecision> decide, CancellationToken cancellationToken) =>
            inner.DecideUnclaimedAsync(retailer, exchangeId, decide, cancellationToken);

        public ValueTask<OutboundExchange?> FindAsync(RetailerId retailer, DocumentKey key, CancellationToken cancellationToken) => inner.FindAsync(retailer, key, cancellationToken);

        public ValueTask<DateTimeOffset?> NextDueAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => inner.NextDueAsync(retailer, party, cancellationToken);
    }
}
