using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Lanes.Sending;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Portal.Pages.Parts;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Portal.Texts;
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
    public async Task A_partner_at_an_address_of_whom_nobody_answers_is_told_until_somebody_does()
    {
        var (parties, health) = (site.Node.Parties, site.Get<EndpointHealth>());
        var before = parties.Current.FindByName(PortalSite.Center)!;
        Assert.Empty(await parties.SaveAsync(before with { Endpoints = [new PartyEndpoint("north", new Uri("https://127.0.0.1:9/ServiceEME"), 1)] }, "test", default));
        try
        {
            var party = parties.Current.FindByName(PortalSite.Center)!;
            for (var failure = 0; failure < 5; failure++)
                health.Failed(party, "north", "No connection.", TimeSpan.FromMilliseconds(5));

            using var bidder = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
            Assert.Contains($"href=\"/members/{PortalSite.Center}\" aria-label=", Part(await bidder.ReadAsync("/"), "failures"), StringComparison.Ordinal);

            health.Answered(party, "north", TimeSpan.FromMilliseconds(5));
            Assert.DoesNotContain($"href=\"/members/{PortalSite.Center}\" aria-label=", await bidder.ReadAsync("/"), StringComparison.Ordinal);
            Assert.Equal((6, 5), (health.FiguresOf(party.Id, "north", TimeSpan.FromHours(1)).Attempts, health.FiguresOf(party.Id, "north", TimeSpan.FromHours(1)).Failed));
        }
        finally
        {
            Assert.Empty(await parties.SaveAsync(before, "test", default));
        }
    }

    [Fact]
    public void Alarms_that_say_the_same_are_one_line_with_their_number()
    {
        var (now, exchange) = (DateTimeOffset.UnixEpoch, Guid.NewGuid());
        var groups = AlarmGroups.Of(
        [
            new(now.AddMinutes(9), "pull.failed", "center", null, "No answer."), new(now.AddMinutes(8), "exchange.expired", "center", exchange, ""), new(now.AddMinutes(7), "pull.failed", "center", null, "No connection."),
            new(now, "pull.failed", "grid", null, "No answer."),
        ]);

        Assert.Equal([("pull.failed", "center", 2), ("exchange.expired", "center", 1), ("pull.failed", "grid", 1)], groups.Select(static group => (group.Newest.Kind, group.Newest.Party!, group.Count)));
        Assert.Equal(("No answer.", now.AddMinutes(7)), (groups[0].Newest.Text, groups[0].Since));
    }

    [Fact]
    public async Task Every_entry_about_documents_partners_persons_and_looks_has_words_for_its_kind()
    {
        var (texts, families) = (new PortalTexts(), new[] { "document.", "exchange.", "acknowledgement.", "pull.", "party.", "user.", "session.", "break-glass.", "look.", "review.", "node.", "queue.", "drill." });
        var kinds = (await site.Get<IExchangeReader>().SearchEventsAsync(RetailerId.Default, new EventFilter(Max: 5000), default)).Select(static one => one.Kind).Distinct(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(kinds);
        var unsaid = kinds.Where(kind => !kind.EndsWith(".test", StringComparison.Ordinal) && families.Any(family => kind.StartsWith(family, StringComparison.Ordinal)) && !texts.Keys.Contains("event." + kind)).Order(StringComparer.Ordinal).ToList();
        Assert.True(unsaid.Count == 0, string.Join(", ", unsaid));
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
        var waiting = Part(await legal.ReadAsync("/"), "agreements");
        Assert.Contains($"/contracts/{number}/", waiting, StringComparison.Ordinal);
        Assert.Contains("has no confirmed telephone number", waiting, StringComparison.Ordinal);
        using var administrator = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.SystemAdministrator));
        Assert.DoesNotContain("id=\"agreements\"", await administrator.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_without_a_confirmed_number_is_warned_of_before_the_offer_and_while_it_waits()
    {
        const string Customer = "没有号码的客户";
        const string Warning = "has no confirmed telephone number";
        var number = await site.ContractAsync(Customer);
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        var draft = await legal.ReadAsync($"/contracts/{number}/1");
        Assert.Contains(Warning, draft, StringComparison.Ordinal);
        Assert.Contains($"/customers/contacts?customer={Uri.EscapeDataString(Customer)}", draft, StringComparison.Ordinal);

        var contacts = site.Get<Retail.Customers.ContactBook>();
        MarketBooks.Good(await contacts.AddAsync(Customer, new("陈静", "+8613911110001"), "liu.yang", default));
        Assert.Contains(Warning, await legal.ReadAsync($"/contracts/{number}/1"), StringComparison.Ordinal);
        MarketBooks.Good(await contacts.ConfirmAsync(Customer, new("陈静", "+8613911110001"), "signed papers", "zhou.min", default));
        Assert.DoesNotContain(Warning, await legal.ReadAsync($"/contracts/{number}/1"), StringComparison.Ordinal);

        // Somebody signs in for it, with another number: on the customers' pages no code can be had.
        var login = await site.Get<Retail.Processes.CustomerSide.LoginBook>().AddAsync("elsewhere", Customer, "陈静", "+8613911110002", "lantern orchard tide", "liu.yang", default);
        Assert.Empty(login.Problems);
        Assert.Contains("does so with a number that is confirmed", await legal.ReadAsync($"/contracts/{number}/1"), StringComparison.Ordinal);
    }

    private static string Part(string page, string id)
    {
        var from = page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        Assert.True(from >= 0, $"home has {id}");
        return page[from..page.IndexOf("</section>", from, StringComparison.Ordinal)];
    }
}
