using IntegrationHub.Archive.Keeping;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;

namespace IntegrationHub.Archive.Tests;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly RemovalCandidate Old = new(Guid.NewGuid(), new PartyId(Guid.NewGuid()), IsSettled: true);

    [Fact]
    public void What_nothing_keeps_is_removed() => Assert.Equal(RemovalVerdict.Remove, RemovalRule.Judge(Old, []));

    [Fact]
    public void A_hold_on_the_exchange_its_party_or_everything_keeps_it()
    {
        Assert.Equal(RemovalVerdict.Held, RemovalRule.Judge(Old, [Hold(Old.Exchange, null)]));
        Assert.Equal(RemovalVerdict.Held, RemovalRule.Judge(Old, [Hold(null, Old.Party)]));
        Assert.Equal(RemovalVerdict.Held, RemovalRule.Judge(Old, [Hold(Guid.NewGuid(), null), Hold(null, null)]));
    }

    [Fact]
    public void A_hold_on_another_exchange_or_party_or_one_that_was_lifted_keeps_nothing()
    {
        LegalHold[] holds = [Hold(Guid.NewGuid(), null), Hold(null, new PartyId(Guid.NewGuid())), Hold(null, null) with { Lifted = new HoldLift("b", Noon, "over") }];
        Assert.Equal(RemovalVerdict.Remove, RemovalRule.Judge(Old, holds));
    }

    [Fact]
    public void What_may_have_to_be_sent_again_is_kept() => Assert.Equal(RemovalVerdict.Unsettled, RemovalRule.Judge(Old with { IsSettled = false }, []));

    [Fact]
    public void Each_class_has_its_own_period_and_none_is_for_ever()
    {
        var periods = new RetentionPeriods(TimeSpan.FromDays(1), null, TimeSpan.FromDays(3));
        Assert.Equal(TimeSpan.FromDays(1), periods.Of(ArchiveClass.Received));
        Assert.Null(periods.Of(ArchiveClass.Sent));
        Assert.Equal(TimeSpan.FromDays(3), periods.Of(ArchiveClass.Document));
        Assert.All(Enum.GetValues<ArchiveClass>(), one => Assert.Null(RetentionPeriods.Forever.Of(one)));
    }

    [Fact]
    public void The_ledger_is_told_what_was_there()
    {
        var removed = new RemovedBytes(Old.Exchange, Old.Party.Value, Guid.NewGuid(), "received", [0xAB, 0xCD], 17, Noon.AddDays(-4000));
        var happened = ArchiveEvents.OfRemoval(Guid.NewGuid(), Noon, removed, TimeSpan.FromDays(3650));
        Assert.Equal((ArchiveEvents.Removed, Old.Exchange, "retention"), (happened.Kind, happened.ExchangeId!.Value, happened.Actor));
        Assert.Contains("\"sha256\":\"abcd\"", happened.Data, StringComparison.Ordinal);
        Assert.Contains("\"kept\":\"3650 days\"", happened.Data, StringComparison.Ordinal);
    }

    private static LegalHold Hold(Guid? exchange, PartyId? party) => new(Guid.NewGuid(), RetailerId.Default, exchange, party, "court", "a", Noon);
}
