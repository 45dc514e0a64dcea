using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> at every commit point of the way out: what was queued arrives, and arrives once.</summary>
public sealed class OutboundCrashTests(CrashSite site) : IClassFixture<CrashSite>
{
    [Theory]
    [InlineData(CrashPoint.BeforeQueue, "Queued")]
    [InlineData(CrashPoint.AfterQueue, "Known")]
    public async Task A_command_killed_while_it_hands_a_document_in_can_be_repeated(string point, string outcome)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "HANDIN-" + point.ToUpperInvariant();
        var schedule = market.Schedule(mRid);
        await site.ArmAsync(point);
        var killed = await site.SendByCommandAsync(schedule);
        Assert.Equal((CrashSite.Killed, ""), killed);

        Assert.Equal((0, outcome), await site.SendByCommandAsync(schedule));

        await ArrivedOnceAsync(market, mRid);
    }

    [Theory]
    [InlineData(CrashPoint.AfterClaim)]
    [InlineData(CrashPoint.BeforeCommit)]
    [InlineData(CrashPoint.AfterCommit)]
    public async Task A_document_on_its_way_arrives_once(string point)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var mRid = "OUT-" + point.ToUpperInvariant();
        await site.ArmAsync(point);
        Assert.IsType<SendResult.Queued>(await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule(mRid)));
        await site.CrashedAsync();

        await ArrivedOnceAsync(market, mRid);
    }

    /// <summary>With no center to reach every attempt ends in a decision that is applied, so both points are reached whatever else goes on.</summary>
    [Theory]
    [InlineData(CrashPoint.BeforeApply, "NOTSENT-BEFORE")]
    [InlineData(CrashPoint.AfterApply, "NOTSENT-AFTER")]
    public async Task A_document_that_was_not_delivered_before_the_crash_arrives_once(string point, string mRid)
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await site.ArmAsync(point);
        await market.StopCenterAsync();
        Assert.IsType<SendResult.Queued>(await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule(mRid)));
        await site.CrashedAsync();
        await market.StartCenterAsync();

        await ArrivedOnceAsync(market, mRid);
    }

    [Fact]
    public async Task SIGTERM_waits_for_the_answer_to_what_has_left()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        await market.StopCenterAsync();
        await market.StartCenterAsync("slow:op=put,delay=700ms");
        await Wait.UntilAsync(
            async () => await site.Store.CountAsync("select count(*) from pull_cursor where $1 = '' and failures = 0", "") > 0, "The center is not listed again, so its endpoints may still rest.");
        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule("DRAINED"));
        await Wait.UntilAsync(
            async () => await site.Store.CountAsync("select count(*) from outbound_exchange where mrid = $1 and claimed_by is not null", "DRAINED") == 1, "Nothing was claimed.");

        await site.Hub.DisposeAsync();
        await site.StartHubAsync();

        // The former hub saw the answer: nobody had to ask for the document or send it again.
        var sent = await site.Store.DetailAsync((await site.Store.SentAsync("DRAINED")).Id);
        Assert.Equal(
            ["exchange.accepted", "exchange.delivered", "exchange.queued", "exchange.signed"],
            sent.History.Select(happened => happened.Kind).Order(StringComparer.Ordinal));
    }

    private async Task ArrivedOnceAsync(Support.Market market, string mRid)
    {
        await site.Store.UntilSentIsAsync(mRid, "Accepted");
        await site.Store.SentAsync(mRid);
        Assert.Equal(1, await market.CenterStore.RegisteredAsync(mRid));
        Assert.Single(await market.CenterStore.ExchangesAsync(mRid, Direction.In), one => one.State == "Accepted");
        Assert.Single(await site.Market!.Partner.ListAsync() ?? [], entry => entry.Identification == mRid);
        // The center's confirmation is made from what it received: one document, one confirmation.
        await site.Store.UntilReceivedIsAsync($"CNF-{mRid}-1", "Accepted");
        Assert.Equal(1, await site.Store.RegisteredAsync($"CNF-{mRid}-1"));
    }
}
