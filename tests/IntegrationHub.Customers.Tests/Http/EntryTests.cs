using System.Net;
using System.Text;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>Values of a day on their page: how many there are to be, what is wrong with them, what was handed in.</summary>
[Collection(CustomersCollection.Name)]
public sealed class EntryTests(CustomersSite site)
{
    private static readonly LocalDate Ahead = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(5);

    private int Count => site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(Ahead)).Days[Ahead.Day - 1].Count;

    private static string Day => LocalDatePattern.Iso.Format(Ahead);

    [Fact]
    public async Task The_page_says_how_many_values_the_day_takes_and_keeps_what_was_typed_beside_what_is_wrong()
    {
        var (client, account) = await MeteredAsync();
        using var _ = client;
        var path = $"/consumption/demand?account={Uri.EscapeDataString(account)}&day={Day}";
        var page = await client.ReadAsync(path);
        Assert.Contains($"This day has {Count} intervals of 15 minutes: enter {Count} values.", page, StringComparison.Ordinal);
        Assert.Matches("<input id=\"day\"[^>]* min=\"[0-9-]{10}\" max=\"[0-9-]{10}\"", page);

        using var wrong = await SendAsync(client, path, account, string.Join('\n', Enumerable.Repeat("12.5", Count - 2).Append("<b>much</b>")), "send");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var told = await wrong.Content.ReadAsStringAsync();
        Assert.Contains($"There are {Count - 1} values, and the day has {Count}", told, StringComparison.Ordinal);
        Assert.Contains($"<b>Line {Count - 1}:</b>", told, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;much&lt;/b&gt;</textarea>", told, StringComparison.Ordinal);
        Assert.Contains("12.5\n<b>much</b></textarea>", WebUtility.HtmlDecode(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_checked_is_shown_and_not_handed_in_and_what_is_handed_in_stays_to_be_seen_with_its_state()
    {
        var (client, account) = await MeteredAsync();
        using var _ = client;
        var path = $"/consumption/demand?account={Uri.EscapeDataString(account)}&day={Day}";
        var typed = string.Join('\n', Enumerable.Range(0, Count).Select(static i => $"{10 + (i % 2)}"));
        var total = Enumerable.Range(0, Count).Sum(static i => 10 + (i % 2)).ToString("#,0", System.Globalization.CultureInfo.InvariantCulture);

        using var checkedPage = await SendAsync(client, path, account, typed, "check");
        var good = await checkedPage.Content.ReadAsStringAsync();
        Assert.Contains($"{Count} values, {total} kWh in all. Nothing is handed in yet.", good, StringComparison.Ordinal);
        Assert.Contains("<path class=\"curve s1\"", good, StringComparison.Ordinal);
        Assert.Contains("10\n11</textarea>", WebUtility.HtmlDecode(good), StringComparison.Ordinal);
        Assert.Contains("Nothing yet.", await client.ReadAsync(path), StringComparison.Ordinal);

        using var sent = await SendAsync(client, path, account, typed, "send");
        var location = sent.Location()!;
        Assert.StartsWith(path + "&request=", location, StringComparison.Ordinal);
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(location)).Contains("<waiting-part", StringComparison.Ordinal), "it is said what became of it");
        var kept = await client.ReadAsync(path);
        Assert.Contains("What is declared for this day", kept, StringComparison.Ordinal);
        Assert.Contains($"<b class=\"num\">{total} kWh</b>", kept, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">23:45–24:00</td>", kept, StringComparison.Ordinal);
        Assert.Contains($"{total} kWh", await client.ReadAsync("/consumption"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_takes_the_place_of_what_was_typed()
    {
        var (client, account) = await MeteredAsync();
        using var _ = client;
        var path = $"/consumption/demand?account={Uri.EscapeDataString(account)}&day={Day}";
        var rows = string.Concat(Enumerable.Range(1, Count).Select(i => $"{account},{Day},{i},2.5,\n"));
        using var sent = await SendAsync(client, path, account, "nothing of this", "check", Encoding.UTF8.GetBytes("account,day,interval,kwh,quality\n" + rows));
        Assert.Contains($"{Count} values, {(Count * 2.5m).ToString("#,0.###", System.Globalization.CultureInfo.InvariantCulture)} kWh", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var octets = await SendAsync(client, path, account, "", "send", [0xff, 0xfe, 0x00, 0xd8]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, octets.StatusCode);
        Assert.Contains("The file is no text.", await octets.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_is_not_over_has_no_readings_and_the_page_says_so_and_another_customers_account_is_none()
    {
        var (client, account) = await MeteredAsync();
        using var _ = client;
        using var wrong = await SendAsync(client, "/consumption/readings", account, string.Join(' ', Enumerable.Repeat("1", Count)), "send");
        Assert.Contains($"{Day} is not over. Own readings can be entered until", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/consumption/demand?account={Uri.EscapeDataString(account)}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(stranger, "/my", account, "1", "send", what: "demand")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/consumption/anything")).StatusCode);
        Assert.Contains("There is no account to enter anything for yet.", await stranger.ReadAsync("/consumption/readings"), StringComparison.Ordinal);
    }

    /// <summary>A customer with an account that a bill names, so that something can be entered for it.</summary>
    private async Task<(CustomerClient Client, string Account)> MeteredAsync()
    {
        var customer = await site.CustomerAsync();
        var client = await CustomerClient.SignedInAsync(site, customer);
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber + "/10kV";
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(new CustomerBill(
            account, new(2026, 10), 1, "CNY", "R-9", "FIXED/1", new(2026, 10, 1), new(2026, 10, 31), Energy.Zero, Energy.Zero, 0, [], null)));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/bills")).Contains(account, StringComparison.Ordinal), "the account has crossed");
        return (client, account);
    }

    private static async Task<HttpResponseMessage> SendAsync(CustomerClient client, string page, string account, string values, string act, byte[]? file = null, string? what = null)
    {
        var form = new MultipartFormDataContent
        {
            { new StringContent(CustomerClient.FieldIn(await client.ReadAsync(page), "form-token")), "form-token" }, { new StringContent(Guid.NewGuid().ToString()), "request" },
            { new StringContent(account), "account" }, { new StringContent(Day), "day" }, { new StringContent(values), "values" }, { new StringContent(act), "act" },
        };
        if (file is not null)
            form.Add(new ByteArrayContent(file), "file", "day.csv");

        return await client.SendAsync(HttpMethod.Post, "/consumption/" + (what ?? page.Split('?')[0].Split('/')[^1]), form);
    }
}
