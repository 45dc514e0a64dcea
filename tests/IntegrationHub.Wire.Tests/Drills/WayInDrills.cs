using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using IntegrationHub.Cms.Tests;
using IntegrationHub.Evidence.Files;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Node;
using IntegrationHub.Host.Observability;
using IntegrationHub.Host.Simulation;
using IntegrationHub.Notary.Revocation;
using IntegrationHub.Portal.Data;
using IntegrationHub.Wire.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task The_line_that_an_error_names_is_one_of_the_document_without_its_envelope()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var broken = Encoding.UTF8.GetString(market.Prices("LINES")).Replace("<type>A44</type>", "<type>price list</type>", StringComparison.Ordinal);
        Assert.Contains("price list", broken, StringComparison.Ordinal);
        await market.Partner.PutAsync(Encoding.UTF8.GetBytes(broken));

        var detail = await site.Store.DetailAsync(Assert.Single(await site.Store.ExchangesAsync("LINES", Direction.In)).Id);
        var line = int.Parse(Regex.Match(detail.Summary.Rejections[0].Where, "line ([0-9]+)").Groups[1].Value, CultureInfo.InvariantCulture);
        var text = await site.Hub.Services.GetRequiredService<IReadableDocuments>().TextAsync(detail, default);
        Assert.Contains("price list", Encoding.UTF8.GetString(text!.Value.Span).Split('\n')[line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_partner_showed_and_signed_with_is_known_with_its_end_by_every_process_of_the_folder()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        Assert.True((await market.Partner.PutAsync(market.Prices("SEEN"))).Says("A01"));

        var center = site.Hub.Parties.Current.Parties.Single(static party => party.Connection == PartyConnection.Service);
        Assert.NotEmpty(center.SigningCertificates);
        foreach (var certificates in new[] { site.Hub.Services.GetRequiredService<PartnerCertificates>(), new PartnerCertificates(new RevocationFolder(market.HubFolder.Revocation), TimeProvider.System) })
        {
            Assert.All(certificates.Of(center), static one => Assert.Equal(("ok", true), (one.Level, one.NotAfter > one.NotBefore)));
        }
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
        // A poll that saw it in the list before it was registered brings it once more.
        foreach (var again in exchanges.Where(one => one.State == "Repeated"))
        {
            Assert.Equal(first.Id, (await site.Store.DetailAsync(again.Id)).FirstExchangeId);
        }

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

    [Fact]
    public async Task A_message_is_judged_by_the_rule_of_the_party_in_force_when_it_comes()
    {
        if (site.Market is not { } market)
        {
            return;
        }

        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var strict = new SignatureRuleOptions { Name = "sha512-only", Party = CenterFolder.CenterName, ValidFrom = today.AddDays(-3), Digests = ["sha512"] };
        await site.RestartHubAsync(market.HubOptions with { Signatures = new SignatureOptions { Rules = [strict] } });
        var refused = await market.Partner.PutAsync(market.Prices("RULED"));
        await site.RestartHubAsync(market.HubOptions with { Signatures = new SignatureOptions { Rules = [strict with { ValidFrom = today.AddDays(-9), ValidTo = today.AddDays(-3) }] } });
        var gap = await market.Partner.PutAsync(market.Prices("RULED"));
        await site.RestartHubAsync(market.HubOptions with { Signatures = new SignatureOptions { Rules = [strict with { ValidFrom = today.AddDays(30) }, strict with { Name = "usual", ValidTo = today.AddDays(30), ValidFrom = null, Digests = ["sha256"] }] } });
        var accepted = await market.Partner.PutAsync(market.Prices("RULED"));

        Assert.Contains("sha512-only", refused.Answer.ToString(), StringComparison.Ordinal);
        Assert.Contains("No signature rule counts", gap.Answer.ToString(), StringComparison.Ordinal);
        Assert.True(accepted.Says("A01"), accepted.ToString());
        await site.RestartHubAsync(market.HubOptions);
    }

    [Fact]
    public async Task A_hub_whose_key_lies_in_a_device_signs_its_answers_there_and_is_not_ready_when_the_device_is_gone()
    {
        if (site.Market is not { } market || SoftHsm.Make("hub-lost") is not { } hsm)
        {
            return;
        }

        var pki = market.HubOptions.Pki;
        using (var software = OwnKeys.Signing(market.HubFolder, pki, TimeProvider.System, out _).Value)
        {
            hsm.Import("signing", "01", software.Certificate.GetECDsaPrivateKey()!);
        }

        var key = market.HubFolder.Resolve(pki.SigningKey);
        File.Move(key, key + ".away");
        try
        {
            var device = new SigningDeviceOptions { Module = hsm.Library, Token = hsm.Token, Key = "signing", Pin = new Secret(SoftHsm.Pin) };
            await site.RestartHubAsync(market.HubOptions with { Pki = pki with { SigningDevice = device } });
            var answered = await market.Partner.PutAsync(market.Prices("DEVICE"));

            Assert.True(answered.Says("A01"), answered.ToString());
            var hub = market.Center!.Parties.Current.FindByName(CenterFolder.RetailerName)!;
            var now = TimeProvider.System.GetUtcNow();
            var policy = market.Center.Services.GetRequiredService<ISignaturePolicies>().For(hub, now);
            Assert.True(new MessageFiles().Verify(((PartnerAnswer.Response)answered.Answer).Body, policy, now).Accepted);
            var health = await HealthEndpoints.CheckAllAsync(site.Hub.Services.GetServices<IReadinessCheck>(), CancellationToken.None);
            Assert.True(health.Single(part => part.Name == "signing device").Ready);

            hsm.Delete();
            var gone = await new SigningDeviceReadiness(site.Hub.Services.GetRequiredService<NodeKeys>()).CheckAsync(CancellationToken.None);
            var refused = await market.Partner.PutAsync(market.Prices("NO-DEVICE"));

            Assert.False(gone.Ready);
            Assert.Contains("key \"signing\" on token \"hub-lost\"", gone.Detail, StringComparison.Ordinal);
            Assert.False(refused.Says("A01"), refused.ToString());
        }
        finally
        {
            File.Move(key + ".away", key);
            await site.RestartHubAsync(market.HubOptions);
        }
    }
}
