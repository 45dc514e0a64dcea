using System.Net;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Purchase lines of a month go out as a file and come back as the next version of its basis.</summary>
[Collection(PortalCollection.Name)]
public sealed class PurchaseLineTests(PortalSite site)
{
    [Fact]
    public async Task Lines_go_out_and_come_back_and_bad_rows_are_told()
    {
        const string Month = "2024-03";
        var book = site.Get<BasisBook>();
        MarketBooks.Good(await book.ImportAsync($$"""{"month":"{{Month}}","version":1,"currency":"CNY","area":"10YIHUB-MARKET0N","purchases":[{"item":"=spot","energy":2,"price":300}]}""", "wu.xia", default));
        using var keeper = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Settlement));

        // What an older basis has is no formula in the file.
        Assert.Contains("2024-03,'=spot,2,300,0,", await keeper.ReadAsync($"/settlements/{Month}/purchases/export"), StringComparison.Ordinal);
        var wrong = await keeper.PostAsync("/imports/purchases", "/imports/purchases", ("text", "month,item,mwh,price\n2024-03,=spot,2,300\n2024-03,fees,x,0\n"));
        var told = await wrong.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.All(new[] { "line 2, item", "line 3, mwh" }, place => Assert.Contains(place, told, StringComparison.Ordinal));

        Assert.NotEqual(HttpStatusCode.UnprocessableEntity, (await keeper.PostAsync("/imports/purchases", "/imports/purchases", ("text", "month,item,mwh,price,fee\n2024-03,spot,2.5,301.25,0\n2024-03,fees,0,0,12.5\n"))).StatusCode);
        var basis = (await book.FindAsync(new(2024, 3), null, default))!;
        Assert.Equal((2, 2), (basis.Version, basis.Purchases.Count));
        Assert.Equal(PurchaseCsv.Write(basis.Month, basis.Purchases), (await keeper.ReadAsync($"/settlements/{Month}/purchases/export")).TrimStart('\uFEFF'));
    }
}
