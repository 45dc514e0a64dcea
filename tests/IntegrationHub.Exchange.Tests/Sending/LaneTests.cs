using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Sending;
using IntegrationHub.Exchange.Sending.Lanes;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Sending;

public sealed class LaneTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;
    private static readonly BreakerPolicy Breaking = new(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));

    [Fact]
    public void An_endpoint_is_rested_after_three_failures_in_a_row_and_gets_one_trial_afterwards()
    {
        var breaker = Failed(CircuitBreaker.Closed, 2);
        Assert.True(breaker.Allows(Now));
        breaker = Failed(breaker, 1);
        Assert.False(breaker.Allows(Now));
        Assert.False(breaker.Allows(Now.AddSeconds(4.999)));
        Assert.True(breaker.Allows(Now.AddSeconds(5)));

        var trial = breaker.Started(Now.AddSeconds(5));
        Assert.False(trial.Allows(Now.AddSeconds(6)));
        Assert.True(trial.Allows(Now.AddMinutes(10)), "A trial whose node died blocks nobody for good.");
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 10)]
    [InlineData(6, 40)]
    [InlineData(7, 60)]
    [InlineData(500, 60)]
    public void The_rest_doubles_up_to_its_limit(int failures, int seconds) =>
        Assert.Equal(Now.AddSeconds(seconds), Failed(CircuitBreaker.Closed, failures).RestsUntil);

    [Fact]
    public void Fail_over_follows_the_order_and_comes_back_to_the_first()
    {
        var open = Failed(CircuitBreaker.Closed, 3);
        Assert.Equal("north", EndpointChoice.Choose(TestParties.Center, Breakers(), Now)!.Name);
        Assert.Equal("south", EndpointChoice.Choose(TestParties.Center, Breakers(("north", open)), Now)!.Name);
        Assert.Null(EndpointChoice.Choose(TestParties.Center, Breakers(("north", open), ("south", open)), Now));
        Assert.Equal(Now.AddSeconds(5), EndpointChoice.NextTrial(TestParties.Center, Breakers(("north", open), ("south", open)), Now));
        Assert.Equal("north", EndpointChoice.Choose(TestParties.Center, Breakers(("north", open)), Now.AddSeconds(5))!.Name);
    }

    [Fact]
    public void A_bid_overtakes_bulk_and_bulk_never_fills_the_lane()
    {
        var due = new[] { Due("bulk-1", LanePriority.Bulk), Due("bulk-2", LanePriority.Bulk), Due("bulk-3", LanePriority.Bulk), Due("bulk-4", LanePriority.Bulk), Due("bid", LanePriority.Bid) };
        var picked = new LanePolicy(3, 1).Pick(due, 0);
        Assert.Equal(["bid", "bulk-1"], picked.Select(one => one.Document.MRid));
        Assert.Equal(["bulk-1", "bulk-2"], new LanePolicy(3, 1).Pick(due[..4], 0).Select(one => one.Document.MRid));
        Assert.Equal(["bid"], new LanePolicy(3, 1).Pick(due, 2).Select(one => one.Document.MRid));
    }

    [Fact]
    public void The_nearer_gate_goes_first_and_a_correction_never_overtakes_what_it_corrects()
    {
        var later = Due("later", LanePriority.Bid) with { GateClosure = Now.AddHours(2) };
        var sooner = Due("sooner", LanePriority.Bid) with { GateClosure = Now.AddHours(1) };
        var correction = sooner with { Document = sooner.Document with { Revision = 2 }, GateClosure = Now.AddMinutes(1) };
        var picked = new LanePolicy(4, 1).Pick([later, correction, sooner], 0);
        Assert.Equal([("sooner", 1), ("later", 1)], picked.Select(one => (one.Document.MRid, one.Document.Revision)));
    }

    [Theory]
    [InlineData("Acknowledgement_MarketDocument", 2_000, LanePriority.Acknowledgement)]
    [InlineData("ReserveBid_MarketDocument", 20_000_000, LanePriority.Bid)]
    [InlineData("Bid_MarketDocument", 2_000, LanePriority.Bid)]
    [InlineData("Activation_MarketDocument", 2_000, LanePriority.Bid)]
    [InlineData("Schedule_MarketDocument", 2_000, LanePriority.Normal)]
    [InlineData("Schedule_MarketDocument", 20_000_000, LanePriority.Bulk)]
    [InlineData("EnergyAccount_MarketDocument", 2_000, LanePriority.Bulk)]
    [InlineData("GL_MarketDocument", 2_000, LanePriority.Bulk)]
    [InlineData("Publication_MarketDocument", 2_000, LanePriority.Bulk)]
    public void A_documents_place_follows_from_what_it_is(string root, long size, LanePriority expected) =>
        Assert.Equal(expected, DocumentPriority.Of(root, size));

    [Fact]
    public void Pauses_are_spread_over_documents_and_can_be_repeated()
    {
        var ids = Enumerable.Range(0, 200).Select(i => new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).ToArray();
        var pauses = ids.Select(id => Backoff.After(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), id)).ToArray();
        Assert.All(pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)));
        Assert.True(pauses.Distinct().Count() > 150);
        Assert.Equal(pauses, ids.Select(id => Backoff.After(3, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), id)));
    }

    private static CircuitBreaker Failed(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            breaker = breaker.Failed(Now, Breaking);
        }

        return breaker;
    }

    private static Dictionary<string, CircuitBreaker> Breakers(params (string Name, CircuitBreaker Breaker)[] known) =>
        known.ToDictionary(one => one.Name, one => one.Breaker, StringComparer.Ordinal);

    private static OutboundExchange Due(string mRid, LanePriority priority) =>
        TestExchanges.In(OutboundState.Queued) with { Document = new DocumentKey(TestParties.Self.Code.Value, mRid, 1), Priority = priority };
}
