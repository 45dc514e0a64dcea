using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> at every commit point of the way in: what was acknowledged is there, what is there is there once.</summary>
public sealed class InboundCrashTests(CrashSite site) : IClassFixture<CrashSite>
{
    [Theory]
    [InlineData(CrashPoint.BeforeArchive)]
    [InlineData(CrashPoint.AfterArchive)]
    [InlineData(CrashPoint.BeforeCommit)]
    [InlineData(CrashPoint.AfterCommit)]
    public async Task A_pushed_document_is_taken_in_once_and_its_retry_is_acknowledged(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "PUSH-" + point.ToUpperInvariant();
        var prices = market.Prices(mRid);
        await site.ArmAsync(point);
        var lost = await market.Partner.PutAsync(prices);
        Assert.False(lost.Arrived);
        await site.CrashedAsync();

        var retried = await market.Partner.PutAsync(prices);
        var again = await market.Partner.PutAsync(prices);

        Assert.True(retried.Says("A01"), retried.ToString());
        Assert.Equal(retried.Acknowledgement, again.Acknowledgement);
        Assert.Equal(1, await site.Store.RegisteredAsync(mRid));
        var exchanges = await site.Store.ExchangesAsync(mRid, Direction.In);
        Assert.Single(exchanges, one => one.State == "Accepted");
        Assert.Equal(point == CrashPoint.AfterCommit ? 2 : 1, exchanges.Count(one => one.State == "Repeated"));
        await Wait.UntilAsync(async () => await site.Store.UntoldAsync() == 0, "A notification was lost on its way.");
    }

    [Theory]
    [InlineData(CrashPoint.BeforeRecord)]
    [InlineData(CrashPoint.AfterRecord)]
    public async Task A_refused_document_leaves_its_evidence_and_burns_no_id(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "BROKEN-" + point.ToUpperInvariant();
        var broken = Documents.Replace(market.Prices(mRid), "<type>A44</type>", "<type>price list</type>");
        await site.ArmAsync(point);
        Assert.False((await market.Partner.PutAsync(broken)).Arrived);
        await site.CrashedAsync();

        var refused = await market.Partner.PutAsync(broken);
        Assert.True(refused.Says("A02"), refused.ToString());
        Assert.Equal(0, await site.Store.RegisteredAsync(mRid));
        Assert.Equal(
            point == CrashPoint.AfterRecord ? 2 : 1,
            (await site.Store.ExchangesAsync(mRid, Direction.In)).Count(one => one.State == "Refused"));

        Assert.True((await market.Partner.PutAsync(market.Prices(mRid))).Says("A01"));
    }

    [Theory]
    [InlineData(CrashPoint.AfterArchive)]
    [InlineData(CrashPoint.BeforeCommit)]
    [InlineData(CrashPoint.AfterCommit)]
    public async Task A_pulled_document_is_taken_in_once_and_acknowledged_once(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "PULL-" + point.ToUpperInvariant();
        var replies = await site.Store.RepliesAsync();
        await site.ArmAsync(point);
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load(mRid), waitsToBeFetched: true);
        await site.CrashedAsync();

        await site.Store.UntilReceivedIsAsync(mRid, "Accepted");
        await market.CenterStore.UntilSentIsAsync(mRid, "Accepted");
        Assert.Equal(1, await site.Store.RegisteredAsync(mRid));
        Assert.Single(await site.Store.ExchangesAsync(mRid, Direction.In));
        Assert.Equal(replies + 1, await site.Store.RepliesAsync());
    }

    [Theory]
    [InlineData(CrashPoint.BeforeQueue)]
    [InlineData(CrashPoint.AfterQueue)]
    [InlineData(CrashPoint.BeforeRecord)]
    public async Task A_pulled_document_that_is_refused_is_answered_once(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "POISON-" + point.ToUpperInvariant();
        var replies = await site.Store.RepliesAsync();
        await site.ArmAsync(point);
        await BrokenMail.PutOutAsync(market, Documents.Replace(market.Load(mRid), "<type>A65</type>", "<type>load</type>"), mRid);
        await site.CrashedAsync();

        await site.Store.UntilReceivedIsAsync(mRid, "Refused");
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load(mRid + "-NEXT"), waitsToBeFetched: true);
        await site.Store.UntilReceivedIsAsync(mRid + "-NEXT", "Accepted");
        Assert.Equal(replies + 2, await site.Store.RepliesAsync());
    }
}
