using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What operators do to a document of ours on its page.</summary>
[Collection(PortalCollection.Name)]
public sealed class ExchangeActTests(PortalSite site)
{
    [Fact]
    public async Task A_quarantined_document_goes_again_with_the_reason_in_its_history()
    {
        var exchange = await site.QuarantinedBidAsync("PAGE-ACT-1");
        using var trader = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Bidder));
        var (page, acts) = ($"/exchanges/{exchange}", $"/exchanges/{exchange}/acts");
        Assert.Contains("value=\"release\"", await trader.ReadAsync(page), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await trader.PostAsync(page, acts, ("act", "release"), ("reason", ""))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await trader.PostAsync(page, acts, ("act", "forget"), ("reason", "x"))).StatusCode);
        Assert.Equal(page, (await trader.PostAsync(page, acts, ("act", "release"), ("reason", "<script>their line is back</script>"))).Location());
        var again = await trader.PostAsync(page, acts, ("act", "release"), ("reason", "twice"));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        var shown = await trader.ReadAsync(page);
        Assert.DoesNotContain("<script>their line", shown, StringComparison.Ordinal);
        Assert.Contains("their line is back", shown, StringComparison.Ordinal);
        var happened = Assert.Single((await site.Get<IExchangeReader>().FindAsync(RetailerId.Default, exchange, default))!.History, static one => one.Kind == "exchange.released");
        Assert.Equal("user:" + trader.Person!.Name, happened.Actor);
    }

    [Fact]
    public async Task Who_may_not_see_bids_operates_none_and_who_only_looks_is_offered_nothing()
    {
        var exchange = await site.QuarantinedBidAsync("PAGE-ACT-2");
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        foreach (var client in new[] { staff, auditor })
        {
            Assert.DoesNotContain($"/exchanges/{exchange}/acts", await client.ReadAsync($"/exchanges/{exchange}"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/account", $"/exchanges/{exchange}/acts", ("act", "release"), ("reason", "x"))).StatusCode);
        }

        Assert.Equal("Quarantined", (await site.Get<IExchangeReader>().FindAsync(RetailerId.Default, exchange, default))!.Summary.State);
    }
}
