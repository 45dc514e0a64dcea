using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.CustomerSide;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What everybody reads: written by one person, released by another.</summary>
[Collection(CustomersCollection.Name)]
public sealed class ArticleTests(CustomersSite site)
{
    private static Article Draft(string key, string text = "Offices are closed on the first of January.") => new(key, 1, ArticleKind.Announcement, "en", "Opening hours", text, new(2026, 12, 1));

    [Fact]
    public async Task An_article_is_read_without_signing_in_once_a_second_person_released_it()
    {
        var book = site.Get<ArticleBook>();
        using var anybody = new CustomerClient(site);
        Assert.Empty((await book.DraftAsync(Draft("opening-hours"), "li", default)).Problems);
        Assert.Equal(ArticleBook.FourEyes, Assert.Single((await book.ReleaseAsync("opening-hours", "li", default)).Problems).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/articles/opening-hours")).StatusCode);

        Assert.Empty((await book.ReleaseAsync("opening-hours", "wang", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/opening-hours")).StatusCode == HttpStatusCode.OK, "the article has crossed");
        Assert.Contains("closed on the first", await anybody.ReadAsync("/articles/opening-hours"), StringComparison.Ordinal);
        Assert.Contains("Opening hours", await anybody.ReadAsync("/announcement"), StringComparison.Ordinal);
        Assert.DoesNotContain("Opening hours", await anybody.ReadAsync("/policy"), StringComparison.Ordinal);
        Assert.Contains(await site.EventsAsync("article.released"), entry => entry.Actor == "wang" && entry.Data.Contains("opening-hours", StringComparison.Ordinal));

        Assert.Empty((await book.WithdrawAsync("opening-hours", "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/opening-hours")).StatusCode == HttpStatusCode.NotFound, "the article is gone");
    }

    [Fact]
    public async Task What_is_confidential_is_refused_when_it_is_written_and_when_the_books_have_changed_since()
    {
        var book = site.Get<ArticleBook>();
        var customer = await site.CustomerAsync();
        var refused = (await book.DraftAsync(Draft("thanks", $"We thank {customer.Name} for ten years."), "li", default)).Problems;
        Assert.Equal((ProblemCodes.ArticleConfidential, "text"), (Assert.Single(refused).Code, refused[0].Where));

        Assert.Empty((await book.DraftAsync(Draft("later", "We welcome 明日电缆厂."), "li", default)).Problems);
        Assert.Empty((await site.Get<IntegrationHub.Retail.Customers.CustomerBook>().ImportAsync(
            "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\nACC-LATER,10kV,明日电缆厂,500,2026-01-01,yes,industry\n", "li", default)).Problems);
        Assert.Equal(ProblemCodes.ArticleConfidential, Assert.Single((await book.ReleaseAsync("later", "wang", default)).Problems).Code);
    }

    [Fact]
    public async Task A_script_in_an_article_stays_text()
    {
        var book = site.Get<ArticleBook>();
        Assert.Empty((await book.DraftAsync(Draft("script", "<script>document.title='owned'</script>"), "li", default)).Problems);
        Assert.Empty((await book.ReleaseAsync("script", "wang", default)).Problems);
        using var anybody = new CustomerClient(site);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/script")).StatusCode == HttpStatusCode.OK, "the article has crossed");
        var page = await anybody.ReadAsync("/articles/script");
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }
}
