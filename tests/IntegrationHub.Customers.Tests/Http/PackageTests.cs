using System.Net;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>Packages and catalogue prices for everybody, price by price.</summary>
[Collection(CustomersCollection.Name)]
public sealed class PackageTests(CustomersSite site)
{
    private static readonly LocalDate Today = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Prices_stand_as_tables_once_a_second_person_released_them_and_go_with_their_last_day()
    {
        var (book, anybody) = (site.Get<ArticleBook>(), new CustomerClient(site));
        await PackageAsync("PEAK", """{"kind":"timeDivided","bands":[{"name":"<b>peak","times":[{"fromMinute":480,"toMinute":1320}],"price":{"kind":"fixed","price":620.5}},{"name":"valley","times":[{"fromMinute":1320,"toMinute":480}],"price":{"kind":"fixed","price":310.25}}]}""", Today.PlusDays(10));
        Assert.Empty((await book.DraftAsync(Draft("prices-peak"), "li", default, ["PEAK", "FIXED/1"])).Problems);
        Assert.Equal(ArticleBook.FourEyes, Assert.Single((await book.ReleaseAsync("prices-peak", "li", default)).Problems).Code);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/articles/prices-peak")).StatusCode);
        Assert.Empty((await book.ReleaseAsync("prices-peak", "wang", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/prices-peak")).StatusCode == HttpStatusCode.OK, "the prices have crossed");
        var page = await anybody.ReadAsync("/articles/prices-peak");
        Assert.All(
            new[] { "&lt;b&gt;peak · 08:00–22:00", "620.50 CNY/MWh", "22:00–08:00", "310.25 CNY/MWh", "420.00 CNY/MWh", "PEAK / 1", "FIXED / 1", "industry", "everybody", "Deviation is borne by" },
            text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("Our prices", await anybody.ReadAsync("/package"), StringComparison.Ordinal);

        // The one that is over goes, the other stays.
        var clock = new AheadClock();
        clock.Pass(TimeSpan.FromDays(12));
        await using (var later = await site.ServeAsync(clock))
        {
            using var reader = new CustomerClient(later.Address);
            page = await reader.ReadAsync("/articles/prices-peak");
            Assert.Contains("420.00 CNY/MWh", page, StringComparison.Ordinal);
            Assert.DoesNotContain("620.50", page, StringComparison.Ordinal);
        }

        Assert.Empty((await book.WithdrawAsync("prices-peak", "li", default)).Problems);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/prices-peak")).StatusCode == HttpStatusCode.NotFound, "they are gone");
        anybody.Dispose();
    }

    [Fact]
    public async Task A_text_whose_packages_are_all_over_is_gone_without_anybody_taking_it_off()
    {
        await PackageAsync("SHORT", """{"kind":"fixed","price":415}""", Today.PlusDays(5));
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(Draft("prices-short"), "li", default, ["SHORT"])).Problems);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync("prices-short", "wang", default)).Problems);
        using var anybody = new CustomerClient(site);
        await CustomersSite.UntilAsync(async () => (await anybody.GetAsync("/articles/prices-short")).StatusCode == HttpStatusCode.OK, "the prices have crossed");
        var clock = new AheadClock();
        clock.Pass(TimeSpan.FromDays(7));
        await using var later = await site.ServeAsync(clock);
        using var reader = new CustomerClient(later.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/articles/prices-short")).StatusCode);
        Assert.DoesNotContain("prices-short", await reader.ReadAsync("/package"), StringComparison.Ordinal);
        Assert.DoesNotContain("prices-short", await reader.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_package_is_over_or_names_a_customer_is_refused()
    {
        var book = site.Get<ArticleBook>();
        Assert.Equal(ProblemCodes.ArticlePackage, Assert.Single((await book.DraftAsync(Draft("prices-none"), "li", default, ["NOWHERE"])).Problems).Code);
        Assert.Equal(ProblemCodes.ArticleField, Assert.Single((await book.DraftAsync(Draft("prices-kind") with { Kind = ArticleKind.Policy }, "li", default, ["FIXED"])).Problems).Code);
        await PackageAsync("PAST", """{"kind":"fixed","price":415}""", Today.PlusDays(-2));
        Assert.Equal(ProblemCodes.ArticlePackage, Assert.Single((await book.DraftAsync(Draft("prices-past"), "li", default, ["PAST"])).Problems).Code);
        var customer = await site.CustomerAsync();
        await PackageAsync("OURS", """{"kind":"fixed","price":415}""", null, customer.Name);
        var refused = Assert.Single((await book.DraftAsync(Draft("prices-ours"), "li", default, ["OURS"])).Problems);
        Assert.Equal((ProblemCodes.ArticleConfidential, "package OURS"), (refused.Code, refused.Where));
    }

    [Fact]
    public async Task A_package_whose_last_day_passed_in_the_market_between_draft_and_release_is_not_released()
    {
        // In the evening of the last day by UTC the market has the next one.
        var now = TimeProvider.System.GetUtcNow();
        var evening = new DateTimeOffset(now.UtcDateTime.Date.AddDays(2).AddHours(20), TimeSpan.Zero);
        await PackageAsync("SOON", """{"kind":"fixed","price":415}""", LocalDate.FromDateTime(evening.UtcDateTime));
        Assert.Empty((await site.Get<ArticleBook>().DraftAsync(Draft("prices-soon"), "li", default, ["SOON"])).Problems);
        var clock = new AheadClock();
        clock.Pass(evening - now);
        var later = new ArticleBook(
            site.Get<IBusinessRecords>(), site.Get<ConfidentialThings>(), site.Get<ICompanyCrossings>(), RetailerId.Default, clock, site.Get<IPersonAccounts>(), site.Get<PackageBook>(), DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);

        var refused = Assert.Single((await later.ReleaseAsync("prices-soon", "wang", default)).Problems);
        Assert.Equal((ProblemCodes.ArticlePackage, "The last day of SOON/1 is over."), (refused.Code, refused.Text));
        Assert.Equal(ProblemCodes.ArticlePackage, Assert.Single((await later.DraftAsync(Draft("prices-late"), "li", default, ["SOON"])).Problems).Code);
        Assert.Empty((await site.Get<ArticleBook>().ReleaseAsync("prices-soon", "wang", default)).Problems);
    }

    private static Article Draft(string key) => new(key, 1, ArticleKind.Package, "en", "Our prices " + key, "What we offer.", Today);

    private async Task PackageAsync(string code, string price, LocalDate? last, string name = "Package") => Assert.Empty((await site.Get<PackageBook>().ImportAsync(
        $$"""{"code":"{{code}}","version":1,"names":{"en":"{{name}}"},"currency":"CNY","validFrom":"2026-01-01",{{(last is { } day ? $"\"validTo\":\"{day:uuuu-MM-dd}\"," : "")}}"openTo":["industry"],"price":{{price}}}""", "li", default)).Problems);
}
