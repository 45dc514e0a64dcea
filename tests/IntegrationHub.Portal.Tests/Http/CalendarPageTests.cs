using System.Net;
using System.Text;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Days off and maintenance of customers: brought by who keeps contracts, shown with the customer, by call and page alike.</summary>
[Collection(PortalCollection.Name)]
public sealed class CalendarPageTests(PortalSite site)
{
    [Fact]
    public async Task Days_off_are_taken_whole_or_all_that_is_wrong_is_told_and_shown_with_the_customer()
    {
        const string Customer = "日历客户";
        // Served on days that are over: whoever is served today and declared nothing would keep plans of other tests from being reckoned.
        MarketBooks.Good(await site.Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,servedTo,marketEligible\nCAL-1,10kV,{Customer},500,2020-01-01,2020-12-31,yes\n", "wu.xia", default));
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        using var settlement = await PersonCaller.SignedInAsync(site, Role.Settlement);

        await PersonCaller.RefusedAsync(await sales.SendAsync(HttpMethod.Post, "/load-calendars", Text("CAL-1,10kV,2027-03-08,2027-03-01,party,2,")), HttpStatusCode.UnprocessableEntity, "VALIDITY_REVERSED");
        await PersonCaller.RefusedAsync(await settlement.SendAsync(HttpMethod.Post, "/load-calendars", Text("CAL-1,10kV,2027-03-08,2027-03-10,maintenance,1,")), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(1, (await PersonCaller.JsonAsync(await sales.SendAsync(HttpMethod.Post, "/load-calendars", Text("CAL-1,10kV,2027-03-08,2027-03-10,maintenance,0.75,大修")))).GetProperty("taken").GetInt32());

        var one = (await sales.ReadAsync("/load-calendars")).EnumerateArray().Single(static entry => entry.GetProperty("accountNumber").GetString() == "CAL-1");
        Assert.Equal(("2027-03-08", "2027-03-10", 0.75m), (one.GetProperty("from").GetString(), one.GetProperty("to").GetString(), one.GetProperty("share").GetDecimal()));

        using var page = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var shown = WebUtility.HtmlDecode(await page.ReadAsync("/customers/contacts?customer=" + Uri.EscapeDataString(Customer)));
        Assert.Contains("CAL-1/10kV", shown, StringComparison.Ordinal);
        Assert.Contains("75 %", shown, StringComparison.Ordinal);
        Assert.Contains("大修", shown, StringComparison.Ordinal);
    }

    private static StringContent Text(string row) => new("accountNumber,voltageLevel,from,to,kind,share,note\n" + row + "\n", Encoding.UTF8, "text/csv");
}
