using IntegrationHub.Host.Bench.Portal;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Hosting;

namespace IntegrationHub.Portal.Tests.Parts;

/// <summary>How the bench finds the pages: by the routes of the doors and by what pages lead to.</summary>
public sealed class PageLinksTests
{
    private static readonly PortalRoute[] Routes =
    [
        new("/", Permission.OwnAccount), new("/members/export", Permission.ReadExchanges), new("/members/{name}", Permission.ReadExchanges),
        new("/bids/{number}/{version:int}", Permission.ReadBids), new("/bids/events/{code}", Permission.ReadBids), new("/assets/{name}", null),
    ];

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/members/export", "/members/export")]
    [InlineData("/members/trading-center?page=2", "/members/{name}")]
    [InlineData("/bids/B-1/2", "/bids/{number}/{version:int}")]
    [InlineData("/bids/events/DA-1", "/bids/events/{code}")]
    [InlineData("/bids/events/DA-1/plan", null)]
    public void An_address_belongs_to_the_route_with_the_most_fixed_words(string address, string? pattern) =>
        Assert.Equal(pattern, new PageLinks(Routes).RouteOf(address)?.Pattern);

    [Fact]
    public void Addresses_of_ours_are_found_once_and_unescaped_and_those_of_forms_are_not()
    {
        const string Page =
            """
            <link href="/assets/portal.1.css"><script src="/assets/htmx.2.js" defer></script><a href="/bill?a=1&amp;b=2">x</a> <a href="/bill?a=1&amp;b=2">y</a>
            <a href="https://elsewhere/">z</a> <a href="#content">skip</a> <form action="/sign-out" hx-post="/also"></form> <process-diagram data-source="/processes/1/diagram"></process-diagram>
            """;

        Assert.Equal(["/assets/portal.1.css", "/assets/htmx.2.js", "/bill?a=1&b=2", "/processes/1/diagram"], PageLinks.In(Page));
        Assert.Equal(["/assets/portal.1.css", "/assets/htmx.2.js"], PageLinks.AssetsIn(Page));
    }
}
