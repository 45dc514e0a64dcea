using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Retail.Settlement;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>A contract that is amended, or followed by another, within a month: one bill by parts, and all sums are those of the pool.</summary>
public sealed class ChangeWithinMonthTests(SettlementSite site) : IClassFixture<SettlementSite>, IAsyncLifetime
{
    private SettledMonth _site = null!;

    public async Task InitializeAsync()
    {
        Good(await site.Site.Packages.ImportAsync(
            """{"code":"FIX","version":2,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2023-01-01","price":{"kind":"fixed","price":500},"deviation":{"bearer":"retailer","customerShare":0}}""", "li", default));
        _site = await site.MonthAsync();
        await _site.ReadAllAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_amended_contract_is_billed_by_its_versions_and_the_sums_are_the_pools()
    {
        var before = await CalculateAsync();
        await _site.AmendAsync($"R-1-{_site.Month}", 15, static terms => terms with { PackageVersion = 2 });
        var settled = await CalculateAsync();
        var bills = await BillsAsync(settled);
        var a1 = bills.Single(static bill => bill.Bill.Account == "A1/10kV");

        // 9.612 MWh a day: 15 days at 420, 16 at 500.
        Assert.Equal((297.972m, null, "FIX/1 + FIX/2"), (a1.Bill.Energy.MegawattHours, a1.Bill.DaysServed, a1.Bill.Package));
        Assert.Equal(
            [($"{_site.Month}-01–{_site.Month}-15", 144.18m, 60_555.60m), ($"{_site.Month}-16–{_site.Month}-31", 153.792m, 76_896.00m)],
            a1.Bill.Terms.Where(static term => term.Rule == "fixed").Select(static term => (term.Label, term.Quantity, term.Amount)));
        Assert.Equal([1, 2], a1.Input.Parts!.Select(static part => part.ContractVersion));

        // Only the first version's package puts deviation on the customer.
        Assert.Equal(a1.Input.Parts![0].DeviationCharge, a1.Bill.Terms.Single(static term => term.Rule == "deviation").Quantity);

        Assert.Equal((before.Sold, before.Contracted, before.DeviationCharge, before.Cost), (settled.Sold, settled.Contracted, settled.DeviationCharge, settled.Cost));
        Assert.Equal(settled.Sold, Energy.Sum(bills.Select(static bill => bill.Bill.Energy)));
        Assert.Equal(settled.Contracted, Energy.Sum(bills.Select(static bill => bill.Input.Contracted)));
        Assert.Equal(settled.DeviationCharge, bills.Sum(static bill => bill.Input.DeviationCharge));
        Assert.Equal(settled.Billed, bills.Sum(static bill => bill.Bill.Total));
        Assert.Equal((settled.Cost, settled.Profit), (bills.Sum(static bill => bill.Input.Cost), bills.Sum(static bill => bill.Profit)));
        Assert.All(bills.Where(static bill => bill.Input.Parts is not null), static bill =>
        {
            Assert.Equal(bill.Bill.Energy, Energy.Sum(bill.Bill.Parts!.Select(static part => part.Energy)));
            Assert.Equal(
                (bill.Input.Contracted, bill.Input.DeviationCharge, bill.Input.Cost),
                (Energy.Sum(bill.Input.Parts!.Select(static part => part.Contracted)), bill.Input.Parts!.Sum(static part => part.DeviationCharge), bill.Input.Parts!.Sum(static part => part.Cost)));
        });

        Assert.Equal(["FIX/1", "FIX/2", "SPOT/1"], settled.Packages.Select(static package => package.Package));
        Assert.Equal((settled.Sold, settled.Revenue), (Energy.Sum(settled.Packages.Select(static package => package.Energy)), settled.Packages.Sum(static package => package.Revenue)));
        Assert.Equal(new SettlementCheck(3, settled.BillDigest), Good(await _site.Site.Get<SettlementProof>().VerifyAsync(_site.Month, settled.Version, default)));
        Assert.Equal(settled.Name, (await CalculateAsync()).Name);
    }

    [Fact]
    public async Task An_amendment_that_changes_nothing_bills_nothing_else()
    {
        var before = await BillsAsync(await CalculateAsync());
        await _site.AmendAsync($"R-2-{_site.Month}", 7, static terms => terms);
        await _site.AmendAsync($"R-1-{_site.Month}", 15, static terms => terms);
        var after = await BillsAsync(await CalculateAsync());
        foreach (var (old, bill) in before.Zip(after))
        {
            Assert.Equal(2, bill.Bill.Parts!.Count);
            Assert.Equal((old.Bill.Account, old.Bill.Total, old.Bill.Package, old.Bill.DaysServed), (bill.Bill.Account, bill.Bill.Total, bill.Bill.Package, bill.Bill.DaysServed));
            Assert.Equal(old.Bill.Terms.Select(static term => (term.Rule, term.Label, term.Quantity, term.Amount)), bill.Bill.Terms.Select(static term => (term.Rule, term.Label, term.Quantity, term.Amount)));
        }
    }

    [Fact]
    public async Task A_contract_that_follows_another_is_billed_for_its_days_and_days_between_are_on_no_bill()
    {
        await _site.EndAsync($"R-2-{_site.Month}", 5);
        await _site.CoverTwiceAsync($"R-5-{_site.Month}", 9, new Market.Contracts.ContractAccount("B1", "10kV"));
        var settled = await CalculateAsync();
        var bill = (await BillsAsync(settled)).Single(static bill => bill.Bill.Account == "B1/10kV");

        // Served until the 15th, 1.968 MWh a day: five days by the first, seven by the second.
        Assert.Equal((12, 23.616m, "SPOT/1 + FIX/1"), (bill.Bill.DaysServed, bill.Bill.Energy.MegawattHours, bill.Bill.Package));
        Assert.Equal([9.84m, 13.776m], bill.Bill.Parts!.Select(static part => part.Energy.MegawattHours));
        Assert.Equal([$"R-2-{_site.Month}", $"R-5-{_site.Month}"], bill.Input.Parts!.Select(static part => part.Contract));
        var (month, shown) = (_site.Month, bill.ForCustomer(settled));
        Assert.Equal(
            [new($"R-2-{month}", "SPOT/1", month.FirstDay, month.FirstDay.PlusDays(4)), new($"R-5-{month}", "FIX/1", month.FirstDay.PlusDays(8), month.FirstDay.PlusDays(14))],
            Good(Market.CustomerSide.CustomerBill.Read(Market.Json.MarketJson.Write(shown))).Parts!);
        Assert.All((await BillsAsync(settled)).Where(static one => one.Bill.Account != "B1/10kV"), one => Assert.Null(one.ForCustomer(settled).Parts));
        Assert.Equal(settled.Sold, Energy.Sum((await BillsAsync(settled)).Select(static one => one.Bill.Energy)));
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(_site.Month, settled.Version, default));
    }

    [Fact]
    public async Task Two_contracts_of_one_day_are_refused_with_the_day()
    {
        await _site.CoverTwiceAsync($"R-5-{_site.Month}", 9, new Market.Contracts.ContractAccount("B1", "10kV"));
        var problem = Assert.Single((await _site.Settlements.CalculateAsync(_site.Month, "li", default)).Problems);
        Assert.Equal((SettlementProblems.TwoContracts, "B1/10kV"), (problem.Code, problem.Where));
        Assert.EndsWith($"on {_site.Month}-09.", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_amendment_that_comes_after_the_month_is_closed_is_a_difference()
    {
        var closed = await CalculateAsync();
        Good(await _site.Settlements.ChangeAsync(_site.Month, closed.Version, static before => Checked.Good(before with { State = SettlementState.Submitted }), "settlement.submitted", "li", default));
        await _site.AmendAsync($"R-1-{_site.Month}", 15, static terms => terms with { PackageVersion = 2 });
        var corrected = await CalculateAsync();
        Assert.Equal((2, 1), (corrected.Version, corrected.Corrects));
        Assert.Equal(corrected.Billed, closed.Billed + corrected.Difference);
        Assert.All(await BillsAsync(corrected), static bill => Assert.Equal(bill.Difference!.Terms.Sum(static term => term.Amount), bill.Difference.Total));
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(_site.Month, 2, default));
    }

    private async Task<StoredSettlement> CalculateAsync() => Good(await _site.Settlements.CalculateAsync(_site.Month, "li", default));

    private async Task<IReadOnlyList<StoredBill>> BillsAsync(StoredSettlement settlement) => (await _site.Settlements.BillsAsync(_site.Month, settlement.Version, null, 100, default)).Bills;
}
