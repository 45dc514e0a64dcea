using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Crossing;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>Bills and consumption that crossed, what a customer enters for his accounts, and his password.</summary>
[Collection(CustomersCollection.Name)]
public sealed class FigureTests(CustomersSite site)
{
    /// <summary>A day that is over in every time zone.</summary>
    private static readonly string Day = LocalDatePattern.Iso.Format(LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(-3));

    [Fact]
    public async Task A_bill_is_explained_term_by_term_to_its_customer_and_to_nobody_else()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        Assert.Contains("There is no bill yet", await client.ReadAsync("/bills"), StringComparison.Ordinal);
        var bill = new CustomerBill(
            "ACC-9/10kV", new(2026, 10), 2, "CNY", "R-9", "FIXED/1", new(2026, 10, 1), new(2026, 10, 31), Energy.FromMegawattHours(100), Energy.FromMegawattHours(90), 3,
            [new("fixed", "=cmd()", "", 100, "MWh", 420, false, 42_000m), new("deviation", "", "10 of 90", 500, "CNY", 0.5m, false, 250m)], -12.5m)
        {
            Parts = [new("R-8", "FIXED/1", new(2026, 10, 1), new(2026, 10, 15)), new("R-9", "FIXED/2", new(2026, 10, 16), new(2026, 10, 31))],
        };
        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(bill));

        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/bills")).Contains("42,250.00 CNY", StringComparison.Ordinal), "the bill has crossed");
        var page = await client.ReadAsync("/bills/2026-10/2?account=ACC-9%2F10kV");
        Assert.All(new[] { "Fixed price", "42,000.00 CNY", "Deviation", "10 of 90", "250.00 CNY", "\u221212.50 CNY", "is paid back", "R-8</span>, <span class=\"num\">2026-10-01 – 2026-10-15</span>", "FIXED/1", "R-9</span>, <span class=\"num\">2026-10-16 – 2026-10-31</span>" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Contains("'=cmd()", await client.ReadAsync("/bills.csv"), StringComparison.Ordinal);
        using var drawn = await client.GetAsync("/bills/2026-10/2/pdf?account=ACC-9%2F10kV");
        Assert.Equal(("application/pdf", "ACC-9-10kV-2026-10-2.pdf"), (drawn.Content.Headers.ContentType!.MediaType, drawn.Content.Headers.ContentDisposition!.FileName));
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await drawn.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        Assert.All(new[] { "/bills/2026-10/1?account=ACC-9%2F10kV", "/bills/2026-10/2?account=ACC-8%2F10kV", "/bills/x/2" }, path => Assert.Equal(HttpStatusCode.NotFound, client.GetAsync(path).GetAwaiter().GetResult().StatusCode));

        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/bills/2026-10/2?account=ACC-9%2F10kV")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/bills/2026-10/2/pdf?account=ACC-9%2F10kV")).StatusCode);
        using var nobody = new CustomerClient(site);
        Assert.StartsWith("/sign-in", (await nobody.GetAsync("/bills.csv")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consumption_shows_own_readings_are_marked_and_the_meter_takes_their_place()
    {
        var customer = await site.CustomerAsync();
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber;
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var grid = site.Get<ReadingBook>().Grids.Of(Market.Time.BillingMonth.Of(LocalDatePattern.Iso.Parse(Day).Value));
        var count = grid.Days[LocalDatePattern.Iso.Parse(Day).Value.Day - 1].Count;
        await HandedIn.MeterAsync(site, account, Day, [.. Enumerable.Repeat("-", count - 1), "2.5"]);
        var link = $"/consumption?account={account}%2F10kV&month={Day[..7]}";
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(link)).StatusCode == HttpStatusCode.OK, "the readings have crossed");
        Assert.Contains("<path class=\"curve s1\"", await client.ReadAsync(link), StringComparison.Ordinal);

        Assert.Equal("Done", await EnterAsync(client, account, string.Join('\n', Enumerable.Repeat("1.25", count))));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"{link}&day={Day}")).Contains("your own entry", StringComparison.Ordinal), "what was entered shows");
        var page = await client.ReadAsync($"{link}&day={Day}");
        Assert.True(page.Contains("2.5", StringComparison.Ordinal) && page.Contains("measured", StringComparison.Ordinal), "what was measured stays");
        Assert.Contains("<td class=\"num\">00:00–00:15</td>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">23:45–24:00</td>", page, StringComparison.Ordinal);
        Assert.Contains($"{account}/10kV,{Day},1,1.25,Entered", await client.ReadAsync($"/consumption.csv?account={account}%2F10kV&month={Day[..7]}"), StringComparison.Ordinal);

        Assert.Equal("Not done", await EnterAsync(client, account, string.Join(' ', Enumerable.Repeat("1000000", count))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(client, account, "1 2 3")).StatusCode);
        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(stranger, account, "1")).StatusCode);
    }

    /// <summary>A tenant moved out, and the account is his successor's since.</summary>
    [Fact]
    public async Task What_an_account_consumes_for_its_next_customer_and_what_that_one_agrees_on_are_nothing_of_the_one_before()
    {
        var (former, next) = (await site.CustomerAsync(), await site.CustomerAsync());
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == former.Name).AccountNumber;
        var contract = await site.OfferAsync(former);
        var first = LocalDatePattern.Iso.Parse(Day).Value;
        var last = first.PlusDays(-1);
        Assert.Empty((await site.Get<CustomerBook>().EndServiceAsync(former.Name, null, last, "li", default)).Problems);
        Assert.Empty((await site.Get<CustomerBook>().ImportAsync(
            $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{account},10kV,{next.Name},500,{Day},yes,industry\n", "li", default)).Problems);
        await ReadAsync(last, "1.5");
        await ReadAsync(first, "2.75");

        using var before = await CustomerClient.SignedInAsync(site, former);
        using var since = await CustomerClient.SignedInAsync(site, next);
        await CustomersSite.UntilAsync(async () => (await TextAsync(since, first)).Contains(",2.75,", StringComparison.Ordinal), "the readings of the next customer have crossed");
        await CustomersSite.UntilAsync(async () => (await TextAsync(before, last)).Contains(",1.5,", StringComparison.Ordinal), "the readings of the customer before have crossed");
        Assert.All(new[] { first, last }, day => Assert.DoesNotContain(",2.75,", TextAsync(before, day).GetAwaiter().GetResult(), StringComparison.Ordinal));
        Assert.All(new[] { first, last }, day => Assert.DoesNotContain(",1.5,", TextAsync(since, day).GetAwaiter().GetResult(), StringComparison.Ordinal));

        var contracts = site.Get<CustomerContracts>();
        Assert.NotNull(await contracts.FindAsync(former.Name, contract, default));
        Assert.Null(await contracts.FindAsync(next.Name, contract, default));

        async Task ReadAsync(LocalDate day, string kilowattHours)
        {
            var count = site.Get<ReadingBook>().Grids.Of(Market.Time.BillingMonth.Of(day)).Days[day.Day - 1].Count;
            await HandedIn.MeterAsync(site, account, LocalDatePattern.Iso.Format(day), [.. Enumerable.Repeat(kilowattHours, count)]);
        }

        // Empty where the month is nothing of the customer's.
        async Task<string> TextAsync(CustomerClient client, LocalDate day)
        {
            using var answer = await client.GetAsync($"/consumption.csv?account={account}%2F10kV&month={LocalDatePattern.Iso.Format(day)[..7]}");
            return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : "";
        }
    }

    [Fact]
    public async Task Readings_of_a_day_without_a_figure_to_judge_by_wait_for_it_and_hold_up_nothing_and_the_later_entry_stays()
    {
        // Before what the figures of the tests begin with.
        const string Early = "2019-11-04";
        var customer = await site.CustomerAsync();
        var account = $"EARLY-{customer.Login}";
        Assert.Empty((await site.Get<CustomerBook>().ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry\n{account},10kV,{customer.Name},500,2019-01-01,yes,industry\n", "li", default)).Problems);
        var subject = (await site.Get<LoginBook>().FindAsync(customer.Login, default))!.Login.Customer;
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var month = new Market.Time.BillingMonth(2019, 11);
        var count = site.Get<ReadingBook>().Grids.Of(month).Days[3].Count;

        // What is handed in at once may cross in any order.
        var first = await HandInAsync("1.25");
        await AnsweredAsync(client, $"/my/requests/{first:D}");
        var (second, wrong) = (await HandInAsync("2.5"), await HandInAsync("1", account + "-x"));

        // What is wrong whatever the figure is refused at once, and what comes behind is done.
        Assert.Contains("Not done", await AnsweredAsync(client, $"/my/requests/{wrong:D}"), StringComparison.Ordinal);
        var behind = Guid.NewGuid();
        await client.PostAsync("/my", "/my/requests", ("request", behind.ToString()), ("topic", "Fault"), ("text", "No voltage."));
        Assert.Contains("Answer until", await AnsweredAsync(client, $"/my/requests/{behind:D}"), StringComparison.Ordinal);
        Assert.All(
            new[] { await AnsweredAsync(client, $"/my/requests/{first:D}"), await AnsweredAsync(client, $"/my/requests/{second:D}") },
            static page => Assert.True(page.Contains("Taken", StringComparison.Ordinal) && page.Contains("no mistake of yours", StringComparison.Ordinal), page));
        Assert.Null(await site.Get<ReadingBook>().FindAsync(account, "10kV", ReadingChannel.Import, month, null, default));
        var told = await site.EventsAsync("customer.request");
        Assert.All(new[] { first, second }, id => Assert.Contains(told, entry => entry.Data.Contains($"{id:D}", StringComparison.Ordinal) && entry.Data.Contains("waiting", StringComparison.Ordinal)));

        // Handled once more, as after a crash, they wait once.
        var records = site.Get<IBusinessRecords>();
        var cursor = await RequestCursor.ReadAsync(records, default);
        Assert.Equal(RecordResult.Saved, await records.SaveAsync([(cursor with { Number = cursor.Waiting[0].Number - 1 }).ToRecord()], [], "test", default));
        await CustomersSite.UntilAsync(async () => (await RequestCursor.ReadAsync(records, default)).Number >= cursor.Number, "everything was handled again");
        Assert.Equal(2, (await RequestCursor.ReadAsync(records, default)).Waiting.Count);

        var figures = JsonNode.Parse(Host.Demo.DemoParameters.Json)!;
        figures["version"] = (await site.Get<ParameterBook>().FindAsync(default)).Version + 1;
        figures["enteredHeadroom"]![0]!["validFrom"] = "2019-01-01";
        Assert.Empty((await site.Get<ParameterBook>().ImportAsync(figures.ToJsonString(), "li", default)).Problems);
        foreach (var request in new[] { first, second })
            await CustomersSite.UntilAsync(async () => (await client.ReadAsync($"/my/requests/{request:D}")).Contains("Done", StringComparison.Ordinal), "what waited is taken");

        var block = (await site.Get<ReadingBook>().FindAsync(account, "10kV", ReadingChannel.Import, month, null, default))!;
        var start = site.Get<ReadingBook>().Grids.Of(month).StartOf(3);
        Assert.Equal(2_500, block.WattHours[start]);
        await CustomersSite.UntilAsync(async () => (await RequestCursor.ReadAsync(records, default)).Waiting.Count == 0, "nothing waits");

        async Task<Guid> HandInAsync(string each, string? of = null)
        {
            var id = Guid.NewGuid();
            var entered = new DayEntered(customer.Login, (of ?? account) + "/10kV", LocalDatePattern.Iso.Parse(Early).Value, string.Join(' ', Enumerable.Repeat(each, count)));
            Assert.Empty(await site.Get<ICustomerCrossings>().RequestAsync(
                RetailerId.Default, subject, new CrossingItem(id, subject, CrossingKinds.OwnReadings, CrossingKinds.Version, MarketJson.Write(entered), TimeProvider.System.GetUtcNow()), default));
            return id;
        }
    }

    [Fact]
    public async Task A_password_is_changed_by_who_knows_the_present_one_and_ends_the_sessions()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        Assert.Equal("/password?problem=again", (await ChangeAsync(client, CustomersSite.Password, "copper lantern rivers", "another one entirely")).Location());
        Assert.Contains("The present password is another one.", await AnsweredAsync(client, (await ChangeAsync(client, "not the present one", "copper lantern rivers")).Location()!), StringComparison.Ordinal);
        Assert.Contains("too short", await AnsweredAsync(client, (await ChangeAsync(client, CustomersSite.Password, "short")).Location()!), StringComparison.Ordinal);

        await ChangeAsync(client, CustomersSite.Password, "copper lantern rivers");
        await CustomersSite.UntilAsync(async () => (await client.GetAsync("/my")).Location() is not null, "the session is over");
        using var again = new CustomerClient(site);
        Assert.NotEqual("/sign-in/code", (await again.PasswordAsync(customer)).Location());
        Assert.Equal("/sign-in/code", (await again.PasswordAsync(customer, "copper lantern rivers")).Location());
        Assert.DoesNotContain(await site.EventsAsync("customer.request"), static entry => entry.Data.Contains("copper", StringComparison.Ordinal));

        // Asked once more, as after a crash before it was answered, it is the same change.
        var logins = site.Get<LoginBook>();
        var changed = (await logins.FindAsync(customer.Login, default))!;
        Assert.Equal(changed, (await logins.ChangePasswordAsync(customer.Login, CustomersSite.Password, "copper lantern rivers", default)).Value);
        Assert.Equal(changed, await logins.FindAsync(customer.Login, default));
    }

    private static Task<HttpResponseMessage> SendAsync(CustomerClient client, string account, string values) =>
        client.PostAsync("/my", "/consumption/readings", ("request", Guid.NewGuid().ToString()), ("account", $"{account}/10kV"), ("day", Day), ("values", values));

    private static async Task<string> EnterAsync(CustomerClient client, string account, string values)
    {
        var page = await AnsweredAsync(client, (await SendAsync(client, account, values)).Location()!);
        return page.Contains("Not done", StringComparison.Ordinal) ? "Not done" : page.Contains("Done", StringComparison.Ordinal) ? "Done" : page;
    }

    private static Task<HttpResponseMessage> ChangeAsync(CustomerClient client, string present, string wanted, string? again = null) =>
        client.PostAsync("/password", "/password", ("request", Guid.NewGuid().ToString()), ("present", present), ("wanted", wanted), ("again", again ?? wanted));

    private static async Task<string> AnsweredAsync(CustomerClient client, string request)
    {
        await CustomersSite.UntilAsync(async () => !(await client.ReadAsync(request)).Contains("on its way", StringComparison.Ordinal), "the request is answered");
        return await client.ReadAsync(request);
    }
}
