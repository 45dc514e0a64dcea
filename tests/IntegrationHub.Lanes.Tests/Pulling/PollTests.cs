using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Lanes.Tests.Doubles;

namespace IntegrationHub.Lanes.Tests.Pulling;

/// <summary>When a partner is listed again after it was missed.</summary>
public sealed class PollTests
{
    private static readonly PullPolicy Policy = new() { FirstRetry = TimeSpan.FromMinutes(4), LongestRetry = TimeSpan.FromMinutes(8) };

    private readonly LaneRig _rig = new();
    private readonly Cursors _cursors = new();
    private readonly Party _center;

    public PollTests() => _center = _rig.Center with { PullEverySeconds = 5 };

    [Fact]
    public async Task A_partner_that_was_missed_is_listed_again_when_its_pause_is_over()
    {
        var poll = _rig.PollOf(_cursors, Policy);
        var due = await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);

        Assert.InRange(due!.Value - _rig.Time.Now, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4));
        _rig.Time.Now = due.Value - TimeSpan.FromTicks(1);
        Assert.Equal(due, await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None));
        Assert.Equal(1, _rig.Partner.Lists);

        _rig.Time.Now = due.Value;
        await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);
        Assert.Equal(2, _rig.Partner.Lists);
    }

    [Fact]
    public async Task A_partner_that_answers_a_document_is_listed_after_its_usual_interval()
    {
        var poll = _rig.PollOf(_cursors, Policy);
        var missed = _rig.Time.Now;
        await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);

        _rig.Time.Now += TimeSpan.FromSeconds(1);
        _rig.Health.Answered(_center, _center.Endpoints[0].Name, TimeSpan.FromMilliseconds(1));
        var due = await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);
        Assert.Equal(missed + TimeSpan.FromSeconds(5), due);
        Assert.Equal(1, _rig.Partner.Lists);

        _rig.Partner.OnList = static () => new PartnerAnswer.Response(new byte[] { 1 });
        _rig.Time.Now = due!.Value;
        await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);
        Assert.Equal(2, _rig.Partner.Lists);
        Assert.Equal(0, _cursors.Cursor!.Failures);
    }

    [Fact]
    public async Task A_partner_that_asks_for_a_pause_gets_it_whatever_else_it_answers()
    {
        var poll = _rig.PollOf(_cursors, Policy);
        _rig.Partner.OnList = static () => new PartnerAnswer.Fault("TOO_MANY", "", Transient: true, TimeSpan.FromMinutes(30), default);
        await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None);

        var due = _cursors.Cursor!.NextPollAt;
        Assert.Equal(_rig.Time.Now + TimeSpan.FromMinutes(30), due);
        _rig.Time.Now += TimeSpan.FromSeconds(10);
        _rig.Health.Answered(_center, _center.Endpoints[0].Name, TimeSpan.FromMilliseconds(1));
        Assert.Equal(due, await poll.RunAsync(_center, _rig.Registry.Current.Self, CancellationToken.None));
    }

    private sealed class Cursors : IPullStore
    {
        public PullCursor? Cursor { get; private set; }

        public ValueTask<PullCursor?> FindAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => new(Cursor);

        public ValueTask SaveAsync(PullCursor cursor, IReadOnlyList<ExchangeEvent> events, CancellationToken cancellationToken)
        {
            Cursor = cursor;
            return ValueTask.CompletedTask;
        }

        public ValueTask<IAsyncDisposable?> TryHoldAsync(RetailerId retailer, PartyId party, CancellationToken cancellationToken) => new(new Nothing());

        private sealed class Nothing : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
