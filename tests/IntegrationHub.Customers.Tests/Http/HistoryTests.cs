using System.Net;
using System.Text;
using IntegrationHub.Customers.Tests.Support;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Tests.Http;

/// <summary>What a customer did and what happened, the contract as a file to keep, and demand that is declared before there is a bill.</summary>
[Collection(CustomersCollection.Name)]
public sealed class HistoryTests(CustomersSite site)
{
    [Fact]
    public async Task What_happened_and_what_the_customer_did_stands_in_the_history_the_newest_first()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        Assert.Contains("Nothing has happened yet", await client.ReadAsync("/history"), StringComparison.Ordinal);
        var number = await site.OfferAsync(customer);
        await ShownAsync(client, "Contract offered");
        await ShownAsync(client, $"href=\"/my/contracts/{number}/1\">{number} / 1<");

        await client.PostAsync("/my", "/my/requests", ("request", Guid.NewGuid().ToString()), ("topic", "Fault"), ("text", "=cmd() <b>no</b> voltage"));
        await ShownAsync(client, "Request: taken");
        var path = $"/my/contracts/{number}/1";
        await client.PostAsync(path, $"{path}/decline", ("request", Guid.NewGuid().ToString()), ("digest", CustomerClient.FieldIn(await client.ReadAsync(path), "digest")), ("words", "Too dear."));
        await ShownAsync(client, "Refusal of a contract: done");
        await ShownAsync(client, "Contract declined");

        var page = await client.ReadAsync("/history");
        Assert.True(page.IndexOf("Contract declined", StringComparison.Ordinal) < page.IndexOf("Contract offered", StringComparison.Ordinal), "the newest first");
        Assert.Contains("=cmd() &lt;b&gt;no", page, StringComparison.Ordinal);
        var csv = await client.ReadAsync("/history.csv");
        Assert.Contains(",service.Open,'=cmd() <b>no</b> voltage", csv, StringComparison.Ordinal);
        Assert.Contains($",contract.Offered,{number} / 1", csv, StringComparison.Ordinal);

        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.DoesNotContain(number, await stranger.ReadAsync("/history.csv"), StringComparison.Ordinal);
        using var nobody = new CustomerClient(site);
        Assert.StartsWith("/sign-in", (await nobody.GetAsync("/history.csv")).Location(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_history_has_pages()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        for (var version = 1; version <= 51; version++)
        {
            await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(new CustomerBill(
                "ACC-9/10kV", new(2026, 10), version, "CNY", "R-9", "FIXED/1", new(2026, 10, 1), new(2026, 10, 31), Energy.FromMegawattHours(1), Energy.FromMegawattHours(1), 0,
                [new("fixed", "", "", 1, "MWh", 420, false, 420m)], version == 1 ? null : 0m)));
        }

        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/history")).Contains("Page 1 of 2", StringComparison.Ordinal), "all bills have crossed");
        Assert.DoesNotContain(">Bill<", await client.ReadAsync("/history"), StringComparison.Ordinal);
        Assert.Contains(">Bill<", await client.ReadAsync("/history?page=2"), StringComparison.Ordinal);
        Assert.All(new[] { "/history?page=0", "/history?page=3" }, page => Assert.Equal(HttpStatusCode.NotFound, client.GetAsync(page).GetAwaiter().GetResult().StatusCode));
    }

    [Fact]
    public async Task The_contract_is_a_file_for_its_customer_and_for_nobody_else()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var path = $"/my/contracts/{await site.OfferAsync(customer)}/1";
        await CustomersSite.UntilAsync(async () => (await client.GetAsync(path)).StatusCode == HttpStatusCode.OK, "the contract has crossed");
        using var drawn = await client.GetAsync(path + "/pdf");
        Assert.Equal("application/pdf", drawn.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("-1.pdf", drawn.Content.Headers.ContentDisposition!.FileName, StringComparison.Ordinal);
        var pdf = Encoding.Latin1.GetString(await drawn.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Contains("/FontFile2", pdf, StringComparison.Ordinal);

        using var stranger = await CustomerClient.SignedInAsync(site, await site.CustomerAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path + "/pdf")).StatusCode);
    }

    [Fact]
    public async Task Demand_is_declared_as_soon_as_a_contract_binds_before_any_reading_or_bill()
    {
        var customer = await site.CustomerAsync();
        using var client = await CustomerClient.SignedInAsync(site, customer);
        var number = await site.OfferAsync(customer);
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber + "/10kV";
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/my")).Contains(number, StringComparison.Ordinal), "the contract has crossed");
        Assert.DoesNotContain(account, await client.ReadAsync("/consumption"), StringComparison.Ordinal);

        var stored = (await site.Get<ContractBook>().FindAsync(number, 1, default))!;
        var terms = stored.Contract.Terms with { MRid = number + "-F" };
        var body = MarketJson.WriteUtf8(stored with { Contract = stored.Contract with { Terms = terms, State = ContractState.InForce } });
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync(
            [new(RecordKind.Contract, terms.MRid, 1, nameof(ContractState.InForce), terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly(), body)], [], "li", default));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/consumption/demand")).Contains($">{account}</option>", StringComparison.Ordinal), "the account is known");

        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(3);
        var count = site.Get<ReadingBook>().Grids.Of(BillingMonth.Of(day)).Days[day.Day - 1].Count;
        var declared = await client.PostAsync(
            "/consumption/demand", "/consumption/demand", ("request", Guid.NewGuid().ToString()), ("account", account), ("day", LocalDatePattern.Iso.Format(day)), ("values", string.Join(' ', Enumerable.Repeat("12.5", count))));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(declared.Location()!)).Contains("Done", StringComparison.Ordinal), "it is declared");
        Assert.Contains(await site.EventsAsync("demand.declared"), one => one.Actor == "customer:" + customer.Login);
        await ShownAsync(client, $"{account} {LocalDatePattern.Iso.Format(day)}");
    }

    private static Task ShownAsync(CustomerClient client, string text) =>
        CustomersSite.UntilAsync(async () => (await client.ReadAsync("/history")).Contains(text, StringComparison.Ordinal), $"the history says {text}");
}
