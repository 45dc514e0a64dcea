using System.Globalization;
using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Bids;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What changed since the version before is shown where somebody decides, on the page of versions, and by call.</summary>
[Collection(PortalCollection.Name)]
public sealed class ComparisonTests(PortalSite site)
{
    [Fact]
    public async Task An_amendment_shows_what_it_changes_on_its_pages_and_by_call()
    {
        var number = await Amendments.MakeAsync(site, "<i>南山</i>造纸厂");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var page = await sales.ReadAsync($"/contracts/{number}/versions");

        foreach (var shown in new[] { "What changed from version 1 to version 2", "quantity", "<del>1,000</del>", "<ins>1,250.5</ins>", "&#x2B;250.5", "<del><span class=\"away\">removed: </span>1000</del>", "<ins><span class=\"away\">added: </span>1250.5</ins>", "Lines that are the same", "<ins><span class=\"away\">added: </span>甲方为乙方配置绿色电力，并提供相应凭证。</ins>" })
            Assert.Contains(shown, page, StringComparison.Ordinal);

        Assert.DoesNotContain("<i>南山", page, StringComparison.Ordinal);
        Assert.Contains($"/contracts/{number}/versions?to=2", await sales.ReadAsync($"/contracts/{number}/2"), StringComparison.Ordinal);
        Assert.Contains("The values are the same.", await sales.ReadAsync($"/contracts/{number}/versions?from=2&to=2"), StringComparison.Ordinal);

        using var caller = await PersonCaller.SignedInAsync(site, Role.Legal);
        var told = await caller.ReadAsync($"/contracts/{number}/changes");
        Assert.Equal((1, 2, false), (told.GetProperty("from").GetInt32(), told.GetProperty("to").GetInt32(), told.GetProperty("textTooLong").GetBoolean()));
        Assert.Contains(told.GetProperty("figures").EnumerateArray(), static one => one.GetProperty("where").GetString() == "quantity" && one.GetProperty("difference").GetString() == "+250.5");
        Assert.Contains(told.GetProperty("text").EnumerateArray(), static line => line.GetProperty("change").GetString() == "changed");
    }

    [Fact]
    public async Task Who_may_not_read_contracts_reads_no_changes_and_what_is_not_there_is_not_found()
    {
        var number = await site.ContractAsync("南山造纸厂");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);

        Assert.Contains("There is one version", await sales.ReadAsync($"/contracts/{number}/versions"), StringComparison.Ordinal);
        foreach (var missing in new[] { $"/contracts/{number}/versions?from=1&to=2", $"/contracts/{number}/versions?to=9", "/contracts/NO-SUCH/versions" })
            Assert.Equal((missing, HttpStatusCode.NotFound), (missing, (await sales.GetAsync(missing)).StatusCode));

        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync($"/contracts/{number}/versions")).StatusCode);
        foreach (var (call, status) in new[] { ($"/contracts/{number}/changes", HttpStatusCode.Forbidden), ("/bids/B-1/changes", HttpStatusCode.Forbidden), ($"/settlements/{MarketBooks.Month}/changes", HttpStatusCode.Forbidden) })
            Assert.Equal((call, status), (call, (await caller.GetAsync(call)).StatusCode));

        using var board = await PersonCaller.SignedInAsync(site, Role.Board);
        foreach (var call in new[] { $"/contracts/{number}/changes", "/bids/NO-SUCH/changes", "/settlements/never/changes", "/settlements/1999-01/changes" })
            await PersonCaller.RefusedAsync(await board.GetAsync(call), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
    }

    [Fact]
    public async Task Who_reviews_an_amendment_sees_what_it_changes_and_the_whole_text()
    {
        var number = await Amendments.MakeAsync(site, "北山造纸厂");
        var instance = await site.StartCaseAsync("T-" + number, ("contract", Value.Of(number)));
        var draft = int.Parse((await site.TaskAsync(instance, "draft")).Split('/')[^1], CultureInfo.InvariantCulture);
        var author = await site.Get<IActorDirectory>().FindAsync("liu.yang", default);
        Assert.Empty(await site.Get<ProcessEngine>().CompleteAsync(
            instance, draft, ContextValue.Of(("paper", Value.Of("as drafted")), ("version", Value.Of(2m)), ("begins", Value.Of("2027-01-01"))), author!, default));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));

        var page = await legal.ReadAsync(await site.TaskAsync(instance, "review"));

        Assert.Contains("What changed from version 1 to version 2", page, StringComparison.Ordinal);
        Assert.Contains("<ins>1,250.5</ins>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"paper\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bid_that_is_written_again_is_compared_interval_by_interval_for_who_reads_bids()
    {
        await MarketBooks.DecideAsync(site);
        var (book, number) = (site.Get<BidEntries>(), "B-COMPARED");
        static IntervalBid Bid(decimal price) => new(3, [new(Market.Quantities.Energy.FromMegawattHours(2.5m), price)]);
        MarketBooks.Good(await book.WriteAsync(number, MarketBooks.Event, [Bid(410m)], "li.na", default));
        foreach (var action in new[] { BidAction.Propose, BidAction.Withdraw })
            MarketBooks.Good(await book.StepAsync(number, null, action, "li.na", static bid => Market.Checked.Good(bid), default));

        Assert.Equal(2, MarketBooks.Good(await book.WriteAsync(number, MarketBooks.Event, [Bid(395.5m)], "li.na", default)).Version);
        using var bidder = await PersonCaller.SignedInAsync(site, Role.Bidder);

        var told = await bidder.ReadAsync($"/bids/{number}/changes");

        var price = Assert.Single(told.GetProperty("figures").EnumerateArray());
        Assert.Equal(("[3].steps[1].price", "410", "395.5", "-14.5"), (price.GetProperty("where").GetString(), price.GetProperty("before").GetString(), price.GetProperty("after").GetString(), price.GetProperty("difference").GetString()));
        Assert.Contains(told.GetProperty("text").EnumerateArray().SelectMany(static line => line.GetProperty("words").EnumerateArray()), static words => words.GetProperty("text").GetString() == "395.5" && words.GetProperty("change").GetString() == "added");
    }
}
