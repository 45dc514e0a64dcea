using System.Net;
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

/// <summary>Contracts as their customer sees them: also those that were never offered here, and what is used of them.</summary>
[Collection(CustomersCollection.Name)]
public sealed class OwnContractTests(CustomersSite site)
{
    [Fact]
    public async Task A_contract_that_was_taken_over_is_shown_without_a_text_with_its_months_and_what_was_used_and_bills_lead_to_it()
    {
        var customer = await site.CustomerAsync();
        var account = (await site.Get<CustomerBook>().ListAsync(null, default)).Single(one => one.CustomerName == customer.Name).AccountNumber;
        var day = LocalDate.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).PlusDays(-3);
        var month = BillingMonth.Of(day);
        var number = "TAKEN-" + account;
        await TakeOverAsync(customer, number, account, month);
        var count = site.Get<ReadingBook>().Grids.Of(month).Days[day.Day - 1].Count;
        await HandedIn.MeterAsync(site, account, LocalDatePattern.Iso.Format(day), [.. Enumerable.Repeat("2.5", count)]);

        using var client = await CustomerClient.SignedInAsync(site, customer);
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/my")).Contains(number, StringComparison.Ordinal), "the contract has crossed");
        var path = $"/my/contracts/{number}/1";
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync(path)).Contains("class=\"key bar s2\"", StringComparison.Ordinal), "the readings have crossed");
        var page = await client.ReadAsync(path);
        Assert.Contains("was taken over as it was in force", page, StringComparison.Ordinal);
        Assert.Contains("300 MWh", page, StringComparison.Ordinal);
        Assert.Contains(new Energy(count * 2_500).ToString(), page, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"s2\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(path + "/pdf", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path + "/pdf")).StatusCode);

        await HandedIn.FromCompanyAsync(site, customer, CrossingKinds.Bill, MarketJson.Write(new CustomerBill(
            account + "/10kV", month, 1, "CNY", number, "FIXED/1", month.FirstDay, month.LastDay, Energy.FromMegawattHours(1), Energy.FromMegawattHours(2), 0, [new("fixed", "", "", 1, "MWh", 420, false, 420m)], null)));
        await CustomersSite.UntilAsync(async () => (await client.ReadAsync("/bills")).Contains("420.00 CNY", StringComparison.Ordinal), "the bill has crossed");
        Assert.Contains($"<a class=\"mono\" href=\"{path}\">{number}</a>", await client.ReadAsync($"/bills/{month}/1?account={account}%2F10kV"), StringComparison.Ordinal);

        using var caller = await CustomerCaller.SignedInAsync(site, customer);
        var view = await caller.ReadAsync($"/contracts/{number}/1");
        Assert.Equal((300m, count * 0.0025m), (view.GetProperty("months")[0].GetProperty("contractedMegawattHours").GetDecimal(), view.GetProperty("months")[0].GetProperty("usedMegawattHours").GetDecimal()));
        await CustomerCaller.RefusedAsync(await caller.GetAsync($"/contracts/{number}/1/pdf"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
    }

    /// <summary>As a retailer has it who begins to use the hub.</summary>
    private async Task TakeOverAsync(TestCustomer customer, string number, string account, BillingMonth month)
    {
        var terms = new ContractTerms
        {
            MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-" + account, "NCN", customer.Name),
            ValidFrom = month.FirstDay, ValidTo = month.LastDay, Quantity = Energy.FromMegawattHours(300), Months = new Dictionary<BillingMonth, decimal> { [month] = 1 },
            Accounts = [new(account, "10kV")], Currency = "CNY", Package = "FIXED", PackageVersion = 1, SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
        };
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync(
            [new(RecordKind.Contract, number, 1, nameof(ContractState.InForce), terms.ValidFrom.ToDateOnly(), terms.ValidTo.ToDateOnly(), MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, "li"))))], [], "li", default));
    }
}
