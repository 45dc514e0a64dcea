using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Wire.Tests.Drills;

/// <summary>A partner's faults as the documents meet them that leave the hub.</summary>
public sealed class WayOutDrills(DrillSite site) : IClassFixture<DrillSite>
{
    private const string Center = CenterFolder.CenterName;

    /// <summary>Documents to a partner that hangs: more than the lane's places take while the other partner's document leaves.</summary>
    private const int Slow = 10;

    [Fact]
    public async Task After_a_lost_answer_the_hub_asks_and_the_same_bytes_bring_the_acknowledgement()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("drop-answer:op=put,count=1");
        await site.Store.SendAsync(Center, market.Schedule("LOST"));
        await site.Store.UntilSentIsAsync("LOST", "Accepted");

        Assert.Equal(1, await market.CenterStore.RegisteredAsync("LOST"));
        var received = await market.CenterStore.ExchangesAsync("LOST", Direction.In);
        Assert.Single(received, one => one.State == "Accepted");
        // More than once where the machine was slow and the second answer came too late as well.
        Assert.Contains(received, one => one.State == "Repeated");
        var sent = await site.Store.DetailAsync((await site.Store.SentAsync("LOST")).Id);
        Assert.Contains(sent.History, happened => happened.Kind == "exchange.answer-lost");

        // Both messages hold the very bytes that the hub signed and archived.
        var ours = await BytesAsync(site.Hub.Services, MessageOf(sent));
        foreach (var one in received)
        {
            var raw = await BytesAsync(market.Center!.Services, (await market.CenterStore.DetailAsync(one.Id)).RawArchiveId!.Value);
            Assert.True(raw.Span.IndexOf(ours.Span) >= 0, "The center received other bytes than were archived.");
        }
    }

    [Theory]
    [InlineData("silent:op=put")]
    [InlineData("slow:op=put,delay=1s")]
    public async Task A_partner_that_hangs_delays_nobody_else(string fault)
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync(fault);
        var mRid = "HANGS-" + fault[..4].ToUpperInvariant();
        for (var i = 1; i <= Slow; i++)
        {
            await site.Store.SendAsync(Center, market.Schedule($"{mRid}-{i}"));
        }

        var other = Documents.Replace(market.Schedule(mRid + "-FILE"), CenterFolder.CenterCode, "10XDISTRIBUTION2");
        await site.Store.SendAsync(Support.Market.FilesName, other);
        await site.Store.UntilSentIsAsync(mRid + "-FILE", "Delivered");
        var center = await Task.WhenAll(Enumerable.Range(1, Slow).Select(i => site.Store.SentAsync($"{mRid}-{i}")));
        Assert.Contains(center, one => one.State is "Queued" or "Sent");

        await site.WithFaultsAsync();
        for (var i = 1; i <= Slow; i++)
        {
            await site.Store.UntilSentIsAsync($"{mRid}-{i}", "Accepted");
            Assert.Equal(1, await market.CenterStore.RegisteredAsync($"{mRid}-{i}"));
        }
    }

    [Fact]
    public async Task A_one_way_outage_inwards_holds_back_and_loses_nothing()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("refuse-inbound");
        await site.Store.SendAsync(Center, market.Schedule("ONEWAY-OUT"));
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Prices("ONEWAY-IN"));

        // What comes from there still arrives.
        await site.Store.UntilReceivedIsAsync("ONEWAY-IN", "Accepted");
        Assert.Contains((await site.Store.SentAsync("ONEWAY-OUT")).State, (string[])["Queued", "Sent"]);

        await site.WithFaultsAsync();
        await site.Store.UntilSentIsAsync("ONEWAY-OUT", "Accepted");
    }

    [Fact]
    public async Task A_one_way_outage_outwards_delays_only_what_comes_from_there()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("refuse-outbound");
        await site.Store.SendAsync(Center, market.Schedule("NOPUSH"));
        await site.Store.UntilSentIsAsync("NOPUSH", "Accepted");

        // The center's confirmation cannot be pushed; the hub finds it in the center's list.
        await site.Store.UntilReceivedIsAsync("CNF-NOPUSH-1", "Accepted");
        await site.WithFaultsAsync();
        await market.CenterStore.UntilSentIsAsync("CNF-NOPUSH-1", "Accepted");
        Assert.Equal(1, await site.Store.RegisteredAsync("CNF-NOPUSH-1"));
    }

    [Fact]
    public async Task A_contradictory_acknowledgement_is_recorded_and_the_first_stands()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("contradict:count=1");
        await site.Store.SendAsync(Center, market.Schedule("CONTRA"));
        await site.Store.UntilReceivedIsAsync("NAK-CONTRA-1", "Accepted");

        var sent = await site.Store.DetailAsync((await site.Store.SentAsync("CONTRA")).Id);
        Assert.Equal("Accepted", sent.Summary.State);
        Assert.Contains(sent.History, happened => happened.Kind == "acknowledgement.contradictory");
    }

    [Fact]
    public async Task A_server_with_another_certificate_gets_nothing_and_a_released_document_leaves_later()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("wrong-certificate");
        await site.Store.SendAsync(Center, market.Schedule("STRANGER"));
        await site.Store.UntilSentIsAsync("STRANGER", "Quarantined");
        Assert.Empty(await market.CenterStore.ExchangesAsync("STRANGER", Direction.In));
        var quarantined = await site.Store.SentAsync("STRANGER");
        Assert.Contains(quarantined.Rejections, reason => reason.Code == "PARTNER_REFUSES_CONNECTION");

        await site.WithFaultsAsync();
        await site.ReleaseAsync(quarantined.Id);
        await site.Store.UntilSentIsAsync("STRANGER", "Accepted");
    }

    [Fact]
    public async Task A_partner_that_was_down_is_reached_again_without_anybody()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = site.Market;
        await market.StopCenterAsync();
        await site.Store.SendAsync(Center, market.Schedule("DOWN"));
        await Wait.UntilAsync(
            async () => (await site.Store.DetailAsync((await site.Store.SentAsync("DOWN")).Id)).History.Any(happened => happened.Kind == "exchange.not-delivered"),
            "The outage was not noticed.");

        await site.WithFaultsAsync();
        await site.Store.UntilSentIsAsync("DOWN", "Accepted");
        Assert.Equal(1, await market.CenterStore.RegisteredAsync("DOWN"));
    }

    [Fact]
    public async Task A_dead_access_channel_costs_nothing_while_the_other_one_works()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync();
        var party = site.Store.Party(Center);
        var nobody = new Uri($"https://127.0.0.1:{Host.Demo.FreePorts.Take(1)[0]}/ServiceEME");
        Assert.Empty(await site.Hub.Parties.SaveAsync(
            party with { Endpoints = [party.Endpoints[0] with { Address = nobody }, party.Endpoints[1]] }, "test", CancellationToken.None));
        try
        {
            await site.Store.SendAsync(Center, market.Schedule("FAILOVER"));
            await site.Store.UntilSentIsAsync("FAILOVER", "Accepted");
            await site.Store.SendAsync(Center, market.Schedule("FAILOVER-2"));
            await site.Store.UntilSentIsAsync("FAILOVER-2", "Accepted");
        }
        finally
        {
            await site.Hub.Parties.SaveAsync(party, "test", CancellationToken.None);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(IServiceProvider services, Guid archiveId) =>
        (await services.GetRequiredService<IArchive>().ReadAsync(RetailerId.Default, archiveId, CancellationToken.None))!.Value;

    private static Guid MessageOf(ExchangeDetail sent) => sent.RawArchiveId!.Value;
}
