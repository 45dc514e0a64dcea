using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.CustomerSide;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Texts with the prices of packages, as who releases them reads them; and what customers want to be told of, as staff sees it.</summary>
[Collection(PortalCollection.Name)]
public sealed class CustomerOfferTests(PortalSite site)
{
    [Fact]
    public async Task Prices_of_packages_stand_below_the_text_that_is_released()
    {
        Assert.Empty((await site.Get<PackageBook>().ImportAsync(
            """{"code":"OFFERED","version":1,"names":{"en":"Offered"},"currency":"CNY","validFrom":"2026-01-01","openTo":["industry"],"price":{"kind":"tiered","tiers":[{"price":512.5,"upTo":100},{"price":498.25}]}}""", "li", default)).Problems);
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var legal = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Legal));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Sales);
        (string, string)[] typed = [("key", "offered-page"), ("kind", "Package"), ("language", "zh"), ("title", "目录价格"), ("text", "面向工业客户。"), ("on", "2026-11-28")];
        var unknown = await sales.PostAsync("/articles/new", "/articles/new", [.. typed, ("packages", "OFFERED NOWHERE"), ("act", "check")]);
        Assert.Contains("ARTICLE_PACKAGE", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/articles/offered-page/1", (await sales.PostAsync("/articles/new", "/articles/new", [.. typed, ("packages", "OFFERED/1")])).Location());

        var page = await legal.ReadAsync("/articles/offered-page/1");
        foreach (var shown in new[] { "OFFERED / 1", "512.50 CNY", "498.25 CNY", "100 MWh", "industry" })
            Assert.Contains(shown, page, StringComparison.Ordinal);

        Assert.Contains("value=\"OFFERED/1\"", await sales.ReadAsync("/articles/new?key=offered-page"), StringComparison.Ordinal);
        var order = new { key = "offered-call", kind = "package", language = "en", title = "Prices", text = "Ours.", packages = new[] { "NOWHERE" } };
        await PersonCaller.RefusedAsync(await caller.PostAsync("/articles/checks", order), HttpStatusCode.UnprocessableEntity, "ARTICLE_PACKAGE");
        var draft = await PersonCaller.JsonAsync(await caller.PostAsync("/articles", order with { packages = ["OFFERED"] }));
        Assert.Equal(512.5m, draft.GetProperty("packages")[0].GetProperty("lines")[0].GetProperty("price").GetDecimal());
        Assert.True((await site.Get<ArticleBook>().FindAsync("offered-call", null, default))!.IsDraft);
    }

    [Fact]
    public async Task Staff_sees_what_the_persons_of_a_customer_want_to_be_told_of()
    {
        const string Customer = "青山造纸厂";
        Assert.Empty((await site.Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nACC-SUBSCRIBED,10kV,{Customer},500,2030-01-01,yes\n", "li", default)).Problems);
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        var address = "/customers/contacts?customer=" + Uri.EscapeDataString(Customer);
        Assert.Contains("adds a login for the customer", await staff.ReadAsync(address), StringComparison.Ordinal);
        Assert.Empty((await site.Get<LoginBook>().AddAsync("subscribed", Customer, "陈静", "+8613900123456", "seven quiet lanterns drift", "li", default)).Problems);
        Assert.Empty((await site.Get<SubscriptionBook>().ChooseAsync("subscribed", SubscriptionChoices.Usual with { EndingDays = 77 }, default)).Problems);

        var page = await staff.ReadAsync(address);
        Assert.True(page.Contains(">subscribed<", StringComparison.Ordinal) && page.Contains(">77<", StringComparison.Ordinal), page);
        var told = Assert.Single((await caller.ReadAsync("/subscriptions?customer=" + Uri.EscapeDataString(Customer))).EnumerateArray());
        Assert.Equal(("subscribed", 1, 77, 6), (told.GetProperty("login").GetString(), told.GetProperty("version").GetInt32(), told.GetProperty("endingDays").GetInt32(), told.GetProperty("topics").GetArrayLength()));
    }
}
