using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Lanes.Tests.Doubles;

namespace IntegrationHub.Lanes.Tests.Sending;

/// <summary>One step of one exchange: what leaves, and what becomes of it.</summary>
public sealed class LaneStepTests
{
    private static readonly PartnerAnswer List = new PartnerAnswer.Response(ReadOnlyMemory<byte>.Empty);

    private readonly LaneRig _rig = new();

    [Fact]
    public async Task An_acknowledgement_in_the_answer_settles_the_exchange()
    {
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));

        await _rig.StepAsync();

        Assert.Equal(OutboundState.Accepted, _rig.Now(exchange.Id).State);
        Assert.Equal(1, _rig.Store.Registered);
    }

    [Theory]
    [InlineData(-1, OutboundState.Accepted, 1)]
    [InlineData(0, OutboundState.Expired, 0)]
    [InlineData(1, OutboundState.Expired, 0)]
    public async Task Nothing_leaves_at_or_after_the_gate_closure(int secondsAfterGate, OutboundState state, int sent)
    {
        var gate = _rig.Time.Now.AddMinutes(5);
        var exchange = await _rig.QueueAsync(gate: gate);
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));

        _rig.Time.Now = gate.AddSeconds(secondsAfterGate);
        await _rig.StepAsync();

        Assert.Equal((state, sent), (_rig.Now(exchange.Id).State, _rig.Partner.Puts.Count));
    }

    [Fact]
    public async Task The_gate_may_close_while_the_archive_is_read()
    {
        var slow = new SlowArchive();
        var rig = new LaneRig(slow);
        var gate = rig.Time.Now.AddSeconds(1);
        var exchange = await rig.QueueAsync(gate: gate);
        slow.OnRead = () => rig.Time.Now = gate;

        await rig.StepAsync();

        Assert.Equal(OutboundState.Expired, rig.Now(exchange.Id).State);
        Assert.Empty(rig.Partner.Puts);
    }

    [Fact]
    public async Task A_retry_sends_the_same_bytes()
    {
        var exchange = await _rig.QueueAsync();
        await _rig.StepAsync();
        await _rig.StepWhenDueAsync(exchange.Id);
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));
        await _rig.StepWhenDueAsync(exchange.Id);

        Assert.Equal(OutboundState.Accepted, _rig.Now(exchange.Id).State);
        Assert.Equal(3, _rig.Partner.Puts.Count);
        Assert.All(_rig.Partner.Puts, put => Assert.Equal("signed:bid-1"u8.ToArray(), put.Message.ToArray()));
    }

    [Fact]
    public async Task After_a_lost_answer_it_asks_and_gets_the_acknowledgement_for_the_same_bytes()
    {
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult<PartnerAnswer>(new PartnerAnswer.AnswerLost("The connection ended."));
        await _rig.StepAsync();
        Assert.Equal(OutboundState.Sent, _rig.Now(exchange.Id).State);

        _rig.Partner.OnList = () => List;
        _rig.Listed.Add(new ListedEntry(1, "bid-1", 1, "A37", _rig.Time.Now, TestParties.Self.Code.Value, "OK"));
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));
        await _rig.StepWhenDueAsync(exchange.Id);

        Assert.Equal((OutboundState.Accepted, 1, 2), (_rig.Now(exchange.Id).State, _rig.Partner.Lists, _rig.Partner.Puts.Count));
    }

    [Fact]
    public async Task While_the_partner_cannot_be_asked_nothing_is_sent_again()
    {
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult<PartnerAnswer>(new PartnerAnswer.AnswerLost("The connection ended."));
        await _rig.StepAsync();
        for (var i = 0; i < 4; i++)
        {
            await _rig.StepWhenDueAsync(exchange.Id);
        }

        Assert.Equal((OutboundState.Sent, 1), (_rig.Now(exchange.Id).State, _rig.Partner.Puts.Count));
    }

    [Fact]
    public async Task What_a_dead_node_had_claimed_is_asked_for_before_it_is_sent()
    {
        var exchange = await _rig.QueueAsync();
        await _rig.Store.ClaimDueAsync(RetailerId.Default, _rig.Center.Id, "dead", _rig.Time.Now, _rig.Options.Lease, LanePriority.Bulk, 10, CancellationToken.None);
        _rig.Time.Now += _rig.Options.Lease;
        _rig.Partner.OnList = () => List;
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));

        await _rig.StepAsync();
        Assert.Equal((OutboundState.Sent, 0), (_rig.Now(exchange.Id).State, _rig.Partner.Puts.Count));
        await _rig.StepWhenDueAsync(exchange.Id);
        Assert.Equal((OutboundState.Queued, 1, 0), (_rig.Now(exchange.Id).State, _rig.Partner.Lists, _rig.Partner.Puts.Count));
        await _rig.StepWhenDueAsync(exchange.Id);

        Assert.Equal((OutboundState.Accepted, 1), (_rig.Now(exchange.Id).State, _rig.Partner.Puts.Count));
    }

    [Fact]
    public async Task A_permanent_fault_quarantines_and_a_release_sends_the_same_bytes()
    {
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult<PartnerAnswer>(new PartnerAnswer.Fault("PUT-003", "not allowed", Transient: false, null, default));
        await _rig.StepAsync();
        Assert.Equal(OutboundState.Quarantined, _rig.Now(exchange.Id).State);
        Assert.Contains(_rig.Store.Alarms, alarm => alarm is not null);

        await _rig.Store.DecideAsync(
            RetailerId.Default, exchange.Id, ours => _rig.Decider.Decide(ours, new OutboundInput.Release("operator"), _rig.Time.Now), CancellationToken.None);
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));
        await _rig.StepAsync();

        Assert.Equal(OutboundState.Accepted, _rig.Now(exchange.Id).State);
        Assert.All(_rig.Partner.Puts, put => Assert.Equal("signed:bid-1"u8.ToArray(), put.Message.ToArray()));
    }

    [Fact]
    public async Task An_unsigned_rejection_is_not_trusted()
    {
        var exchange = await _rig.QueueAsync();
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult<PartnerAnswer>(new PartnerAnswer.Response("<rejected/>"u8.ToArray()));

        await _rig.StepAsync();

        Assert.Equal(OutboundState.Sent, _rig.Now(exchange.Id).State);
        Assert.Contains(_rig.Store.Events, happened => happened.Kind == "exchange.answer-not-trusted");
    }

    [Fact]
    public async Task The_second_address_is_used_while_the_first_is_dead_and_the_first_again_once_it_is_back()
    {
        var dead = true;
        _rig.Partner.OnPut = (_, endpoint, message) => Task.FromResult(
            dead && endpoint.Name == "north" ? ScriptedPartner.Away : _rig.Acknowledged(System.Text.Encoding.UTF8.GetString(message.Span)["signed:".Length..]));
        var exchange = await _rig.QueueAsync();
        while (_rig.Now(exchange.Id).State != OutboundState.Accepted)
        {
            await _rig.StepWhenDueAsync(exchange.Id);
            Assert.True(_rig.Partner.Puts.Count < 10, "The second address was not tried.");
        }

        Assert.Equal("south", _rig.Now(exchange.Id).Endpoint);

        dead = false;
        _rig.Time.Now += TimeSpan.FromMinutes(5);
        var next = await _rig.QueueAsync("bid-2");
        await _rig.StepAsync();
        Assert.Equal("north", _rig.Now(next.Id).Endpoint);
    }

    [Fact]
    public async Task A_partner_down_for_six_hours_gets_the_document_when_it_is_back()
    {
        var exchange = await _rig.QueueAsync();
        var end = _rig.Time.Now.AddHours(6);
        while (_rig.Time.Now < end)
        {
            await _rig.StepWhenDueAsync(exchange.Id);
        }

        Assert.Equal(OutboundState.Queued, _rig.Now(exchange.Id).State);
        Assert.Contains(_rig.Store.Alarms, alarm => alarm is not null);
        _rig.Partner.OnPut = (_, _, _) => Task.FromResult(_rig.Acknowledged("bid-1"));
        var back = _rig.Time.Now;
        while (_rig.Now(exchange.Id).State != OutboundState.Accepted)
        {
            await _rig.StepWhenDueAsync(exchange.Id);
            Assert.True(_rig.Time.Now - back < TimeSpan.FromMinutes(20), "It did not reconnect.");
        }
    }

    /// <summary>An archive that takes its time.</summary>
    private sealed class SlowArchive : IArchive
    {
        public Action OnRead { get; set; } = static () => { };

        public ValueTask<ArchivedBytes> StoreAsync(
            RetailerId retailer, Guid id, ArchiveClass archiveClass, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ReadOnlyMemory<byte>?> ReadAsync(RetailerId retailer, Guid id, CancellationToken cancellationToken)
        {
            OnRead();
            return ValueTask.FromResult<ReadOnlyMemory<byte>?>("signed:bid-1"u8.ToArray());
        }
    }
}
