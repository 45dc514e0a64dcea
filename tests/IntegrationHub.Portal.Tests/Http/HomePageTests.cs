using IntegrationHub.Identity.People;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Packages;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Home by role.</summary>
[Collection(PortalCollection.Name)]
public sealed class HomePageTests(PortalSite site)
{
    [Fact]
    public async Task Gates_that_close_are_for_who_reads_bids_with_the_time_left_by_the_servers_clock()
    {
        var code = $"DA-{Guid.NewGuid():N}"[..20].ToUpperInvariant();
        MarketBooks.Good(await site.Get<MarketEventBook>().ImportAsync(MarketBooks.EventOf(code, TimeProvider.System.GetUtcNow().AddMinutes(50)), "li.na", default));
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var page = await bidder.ReadAsync("/");
        Assert.Contains($"/bids/events/{code}", page, StringComparison.Ordinal);
        Assert.Matches("<count-down role=\"timer\" data-at=\"[0-9]{13}\" data-now=\"[0-9]{13}\"", page);
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        var other = await staff.ReadAsync("/");
        Assert.DoesNotContain(code, other, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"gates\"", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gate_is_that_of_the_newest_announcement_and_many_announcements_hide_none()
    {
        var (book, mark, gate) = (site.Get<MarketEventBook>(), Guid.NewGuid().ToString("N")[..12].ToUpperInvariant(), TimeProvider.System.GetUtcNow().AddMinutes(20));
        var (first, last) = ($"AA-{mark}", $"ZZ-{mark}");
        for (var version = 0; version <= 200; version++)
            MarketBooks.Good(await book.ImportAsync(MarketBooks.EventOf(first, gate.AddSeconds(version)), "li.na", default));

        MarketBooks.Good(await book.ImportAsync(MarketBooks.EventOf(last, gate), "li.na", default));
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var gates = Part(await bidder.ReadAsync("/"), "gates");
        Assert.Contains($"/bids/events/{last}", gates, StringComparison.Ordinal);
        Assert.Contains($"/bids/events/{first}", gates, StringComparison.Ordinal);
        Assert.Contains($"data-at=\"{gate.AddSeconds(200).ToUnixTimeMilliseconds()}\"", gates, StringComparison.Ordinal);

        // The event is moved to days that home is not about: what was announced before is not so any more.
        MarketBooks.Good(await book.ImportAsync(MarketBooks.EventOf(first, gate, MarketBooks.Day.PlusDays(90)), "li.na", default));
        Assert.DoesNotContain(first, Part(await bidder.ReadAsync("/"), "gates"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_leads_to_where_it_is_put_right()
    {
        await site.QuarantinedBidAsync("HOME-FAILED-1");
        using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var page = await bidder.ReadAsync("/");
        Assert.Contains("id=\"failures\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/exchanges?state=Quarantined\" aria-label=", page, StringComparison.Ordinal);
        using var people = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SecurityAdministrator));
        Assert.DoesNotContain("id=\"failures\"", await people.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_that_waits_for_its_customer_is_for_who_reads_contracts()
    {
        var (number, book) = (await site.ContractAsync("等待客户"), site.Get<ContractBook>());
        if (await site.Get<PackageBook>().FindAsync("IND-TOU", 1, default) is null)
            MarketBooks.Good(await site.Get<PackageBook>().ImportAsync("""{"code":"IND-TOU","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2020-01-01","price":{"kind":"fixed","price":420} }""", "liu.yang", default));

        MarketBooks.Good(await book.StepAsync(number, null, new(ContractAction.Submit, "liu.yang"), default));
        var text = MarketBooks.Good(await book.TextAsync((await book.FindAsync(number, null, default))!, default));
        MarketBooks.Good(await book.StepAsync(number, null, new(ContractAction.Offer, "zhou.min", text.Digest), default));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        Assert.Contains($"/contracts/{number}/", Part(await legal.ReadAsync("/"), "agreements"), StringComparison.Ordinal);
        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        Assert.DoesNotContain("id=\"agreements\"", await administrator.ReadAsync("/"), StringComparison.Ordinal);
    }

    private static string Part(string page, string id)
    {
        var from = page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, $"home has {id}");
        return page[from..page.IndexOf("</section>", from, StringComparison.Ordinal)];
    }
}
