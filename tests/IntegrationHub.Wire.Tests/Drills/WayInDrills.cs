using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Wire.Tests.Support;

namespace IntegrationHub.Wire.Tests.Drills;

/// <summary>What partners do to the way in: repetitions, races, wrong clocks, restored stores, files.</summary>
public sealed class WayInDrills(DrillSite site) : IClassFixture<DrillSite>
{
    [Fact]
    public async Task Sixty_four_sends_of_one_document_make_one_exchange_and_one_acknowledgement()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var prices = market.Prices("RACE");
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => market.Partner.PutAsync(prices)));

        Assert.All(answers, answer => Assert.True(answer.Says("A01"), answer.ToString()));
        Assert.Single(answers.Select(answer => answer.Acknowledgement).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await site.Store.RegisteredAsync("RACE"));
        var exchanges = await site.Store.ExchangesAsync("RACE", Direction.In);
        Assert.Equal((1, 63), (exchanges.Count(one => one.State == "Accepted"), exchanges.Count(one => one.State == "Repeated")));
    }

    [Fact]
    public async Task The_same_message_byte_for_byte_gets_the_first_acknowledgement()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var message = market.Partner.Message(market.Prices("REPLAY"));
        var first = await market.Partner.SendAsync(message);
        var replay = await market.Partner.SendAsync(message);

        Assert.True(first.Says("A01"), first.ToString());
        Assert.Equal(first.Acknowledgement, replay.Acknowledgement);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_with_A51()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var prices = market.Prices("TWICE");
        Assert.True((await market.Partner.PutAsync(prices)).Says("A01"));

        var other = await market.Partner.PutAsync(Documents.Replace(prices, "<price.amount>", "<price.amount>1"));

        Assert.True(other.Says("A51"), other.ToString());
        Assert.True((await market.Partner.PutAsync(prices)).Says("A01"));
        Assert.Equal(1, await site.Store.RegisteredAsync("TWICE"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task Clocks_that_differ_by_five_minutes_hinder_nothing(int minutes)
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync($"clock-skew:delay={minutes}m");
        var mRid = minutes > 0 ? "AHEAD" : "BEHIND";
        await site.Store.SendAsync(CenterFolder.CenterName, market.Schedule(mRid));
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Prices(mRid + "-IN"));
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load(mRid + "-PULL"), waitsToBeFetched: true);

        await site.Store.UntilSentIsAsync(mRid, "Accepted");
        await site.Store.UntilReceivedIsAsync(mRid + "-IN", "Accepted");
        await site.Store.UntilReceivedIsAsync(mRid + "-PULL", "Accepted");
        await market.CenterStore.UntilSentIsAsync(mRid + "-IN", "Accepted");
        await site.WithFaultsAsync();
    }

    [Fact]
    public async Task A_document_that_its_sender_sends_twice_is_repeated()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync("duplicate:count=1");
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Prices("DUPLICATE"));

        await site.Store.UntilReceivedIsAsync("DUPLICATE", "Repeated");
        var exchanges = await site.Store.ExchangesAsync("DUPLICATE", Direction.In);
        var first = Assert.Single(exchanges, one => one.State == "Accepted");
        Assert.Equal(first.Id, (await site.Store.DetailAsync(exchanges.Single(one => one.State == "Repeated").Id)).FirstExchangeId);
        await site.WithFaultsAsync();
    }

    [Fact]
    public async Task A_partner_restored_from_an_older_backup_is_listed_again_by_time_and_nothing_is_lost_or_doubled()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync();
        foreach (var mRid in (string[])["BACKUP-1", "BACKUP-2", "BACKUP-3"])
        {
            await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load(mRid), waitsToBeFetched: true);
            await site.Store.UntilReceivedIsAsync(mRid, "Accepted");
        }

        var from = await market.CenterStore.CountAsync("select code from mailbox_entry entry join outbound_exchange o on o.id = entry.exchange_id where o.mrid = $1", "BACKUP-2");
        await site.WithFaultsAsync($"restore-backup:from={from}");
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load("BACKUP-4"), waitsToBeFetched: true);

        await site.Store.UntilReceivedIsAsync("BACKUP-4", "Accepted");
        Assert.True(await site.Store.EventsAsync("pull.codes-went-backwards") > 0);
        foreach (var mRid in (string[])["BACKUP-1", "BACKUP-2", "BACKUP-3", "BACKUP-4"])
        {
            Assert.Equal(1, await site.Store.RegisteredAsync(mRid));
        }

        // The cursor follows the new codes: what comes next is fetched without another alarm.
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load("BACKUP-5"), waitsToBeFetched: true);
        await site.Store.UntilReceivedIsAsync("BACKUP-5", "Accepted");
        await site.WithFaultsAsync();
    }

    [Fact]
    public async Task A_poison_document_in_the_list_does_not_stop_the_rest()
    {
        if (site.Market is null)
        {
            return;
        }

        var market = await site.WithFaultsAsync();
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load("HEALTHY-1"), waitsToBeFetched: true);
        await BrokenMail.PutOutAsync(market, Documents.Replace(market.Load("POISON"), "<type>A65</type>", "<type>load</type>"), "POISON");
        await BrokenMail.PutOutAsync(market, "this is no XML"u8.ToArray(), "GARBAGE");
        await market.CenterStore.SendAsync(CenterFolder.RetailerName, market.Load("HEALTHY-2"), waitsToBeFetched: true);

        await site.Store.UntilReceivedIsAsync("HEALTHY-1", "Accepted");
        await site.Store.UntilReceivedIsAsync("HEALTHY-2", "Accepted");
        await site.Store.UntilReceivedIsAsync("POISON", "Refused");
        // The center cannot hand out what it cannot read: that is skipped, and somebody is told.
        Assert.True(await site.Store.EventsAsync("pull.poison-skipped") > 0);
    }

    [Fact]
    public async Task Files_come_in_by_the_same_checks_and_are_acknowledged_by_file()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var inbox = Directory.CreateDirectory(Path.Combine(market.HubFolder.Inbox, Support.Market.FilesName)).FullName;
        var outbox = Path.Combine(market.HubFolder.Outbox, Support.Market.FilesName);
        var account = Documents.Replace(market.Load("FILE"), CenterFolder.CenterCode, "10XDISTRIBUTION2");
        await PutFileAsync(inbox, "1.xml", account);
        await PutFileAsync(inbox, "2.xml", Documents.Replace(account, "<type>A65</type>", "<type>load</type>"));
        await PutFileAsync(inbox, "3.xml", account);
        await PutFileAsync(inbox, "4.xml", market.Load("FOREIGN"));

        await Wait.UntilAsync(() => Task.FromResult(FilesIn(inbox).Count == 0), "Files were left in the inbox.");
        Assert.Equal(2, FilesIn(Path.Combine(inbox, "done")).Count);
        Assert.Equal(2, FilesIn(Path.Combine(inbox, "refused")).Count);
        Assert.Equal(1, await site.Store.RegisteredAsync("FILE"));
        Assert.Equal(0, await site.Store.RegisteredAsync("FOREIGN"));
        await Wait.UntilAsync(
            () => Task.FromResult(FilesIn(outbox).Count(file => file.Contains("_Acknowledgement_", StringComparison.Ordinal)) >= 3), "The acknowledgements did not leave.");
    }

    /// <summary>As a careful writer does it: under another name, then in place.</summary>
    private static async Task PutFileAsync(string folder, string name, byte[] content)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "." + name), content);
        File.Move(Path.Combine(folder, "." + name), Path.Combine(folder, name));
    }

    private static IReadOnlyList<string> FilesIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
}
