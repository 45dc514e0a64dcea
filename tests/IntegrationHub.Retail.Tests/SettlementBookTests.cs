using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Settlement;
using IntegrationHub.Retail.Comparing;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Settlement;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

[Collection(SettlementTests.Name)]
public sealed class SettlementBookTests(SettlementSite site) : IAsyncLifetime
{
    private SettledMonth _site = null!;

    private VersionComparisons Comparisons => _site.Site.Get<VersionComparisons>();

    private Market.Time.BillingMonth Month => _site.Month;

    public async Task InitializeAsync() => _site = await site.MonthAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_versions_of_a_purchase_contract_are_one_line_of_the_account()
    {
        await _site.ReadAllAsync();
        var before = Good(await _site.Settlements.CalculateAsync(Month, "li", default)).Lines;
        var number = $"P-1-{Month}";
        await _site.AmendPurchaseAsync(number, lastDay: 15, price: 400m);

        var after = Good(await _site.Settlements.CalculateAsync(Month, "li", default)).Lines;
        var line = Assert.Single(after, line => line.Series.EndsWith(number, StringComparison.Ordinal));
        var old = Assert.Single(before, line => line.Series.EndsWith(number, StringComparison.Ordinal));
        Assert.Equal(old.Energy, line.Energy);
        Assert.InRange(line.Amount!.Value, (old.Energy.MegawattHours * 380.5m) + 0.01m, (old.Energy.MegawattHours * 400m) - 0.01m);
        Assert.Equal(after.Count, after.Select(static one => (one.Series, one.Position)).Distinct().Count());
    }

    [Fact]
    public async Task An_item_of_the_basis_is_no_contract_and_a_fee_has_limits()
    {
        await _site.ReadAllAsync();
        Good(await _site.Bases.ImportAsync(_site.BasisJson(2).Replace("\"item\": \"spot\"", $"\"item\": \"P-1-{Month}\"", StringComparison.Ordinal), "li", default));
        var twice = (await _site.Settlements.CalculateAsync(Month, "li", default)).Problems.Single();
        Assert.Equal((Market.ProblemCodes.BasisTwice, "purchases[0].item"), (twice.Code, twice.Where));
        foreach (var fee in (string[])["1000.001", "100000000001", "-100000000001"])
            Assert.Equal("purchases[1].fee", (await _site.Bases.ImportAsync(_site.BasisJson(3).Replace("\"fee\": 1000", $"\"fee\": {fee}", StringComparison.Ordinal), "li", default)).Problems.Single().Where);
    }

    [Fact]
    public async Task What_is_wrong_with_accounts_names_them_to_who_settles_and_not_in_incidents()
    {
        await _site.ReadAllAsync();
        await _site.EndAsync($"R-1-{Month}", 0);
        var missing = (await _site.Settlements.CalculateAsync(Month, "li", default)).Problems.Where(static problem => problem.Code == SettlementProblems.NoContract).ToList();
        Assert.Equal(2, missing.Count);
        Assert.Equal(["A1/10kV", "A2/10kV"], missing.Select(static problem => problem.Where).Order(StringComparer.Ordinal));
        Assert.Equal($"{SettlementProblems.NoContract} (2 times): {missing[0].Remedy}", Retail.Processes.Refusals.Short(missing));
    }

    [Fact]
    public async Task Who_left_does_not_stand_in_the_way_of_later_months()
    {
        await _site.ReadAllAsync();
        var (customers, leaver, account, last) = (_site.Site.Customers, $"Leaver {Month}", $"L-{Month}", new NodaTime.LocalDate(2022, 12, 31));
        Good(await customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\n{account},10kV,{leaver},100,2022-01-01,yes\n", "li", default));
        Assert.Contains(SettlementProblems.NoContract, (await _site.Settlements.CalculateAsync(Month, "li", default)).Problems.Select(static problem => problem.Code));

        Assert.Equal(RetailProblems.Unknown, (await customers.EndServiceAsync("nobody", null, last, "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.ServiceEnd, (await customers.EndServiceAsync(leaver, null, new(2021, 12, 31), "li", default)).Problems.Single().Code);
        var events = (await _site.Site.EventsAsync("customer.service-ended")).Count;
        var ended = Assert.Single(Good(await customers.EndServiceAsync(leaver, $"{account}/10kV", last, "li", default)));
        Assert.Equal((account, last), (ended.AccountNumber, ended.ServedTo!.Value));
        Assert.Equal(RetailProblems.ServiceEnd, (await customers.EndServiceAsync(leaver, null, last, "li", default)).Problems.Single().Code);

        Assert.Equal(3, Good(await _site.Settlements.CalculateAsync(Month, "li", default)).Accounts);
        var told = await _site.Site.EventsAsync("customer.service-ended");
        Assert.Equal(events + 1, told.Count);
        Assert.All(told, one => Assert.DoesNotContain(account, one.Data, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_month_settles_into_bills_whose_sums_are_the_pools()
    {
        await _site.ReadAllAsync();
        var settlement = await CalculateAsync();
        Assert.Equal(($"{Month}/1", SettlementState.Calculated, 3), (settlement.Name, settlement.State, settlement.Accounts));

        var bills = (await _site.Settlements.BillsAsync(Month, 1, null, 100, default)).Bills;
        var (a1, a2, b1) = (bills.Single(bill => bill.Bill.Account == "A1/10kV"), bills.Single(bill => bill.Bill.Account == "A2/10kV"), bills.Single(bill => bill.Bill.Account == "B1/10kV"));
        Assert.Equal((297.972m, 208.32m, 29.52m), (a1.Bill.Energy.MegawattHours, a2.Bill.Energy.MegawattHours, b1.Bill.Energy.MegawattHours));

        // 744 MWh were contracted for A1 and A2, 100 for B1 of which 15 of 31 days are served and the contract binds on all.
        Assert.Equal(Energy.FromMegawattHours(744), a1.Input.Contracted + a2.Input.Contracted);
        Assert.Equal(settlement.Contracted, Energy.Sum(bills.Select(static bill => bill.Input.Contracted)));
        Assert.Equal(settlement.Sold, Energy.Sum(bills.Select(static bill => bill.Bill.Energy)));
        Assert.Equal(settlement.DeviationCharge, bills.Sum(static bill => bill.Input.DeviationCharge));
        Assert.Equal(settlement.Billed, bills.Sum(static bill => bill.Bill.Total));
        Assert.Equal(settlement.Cost, settlement.Purchases.Sum(static purchase => purchase.Amount));
        Assert.Equal(settlement.Profit, bills.Sum(static bill => bill.Profit));
        Assert.Equal(settlement.Profit, settlement.Packages.Sum(static package => package.Profit));

        // 844 contracted, 535.812 used: 308.188 under, less the band of 16.88, at 100.
        Assert.Equal((-291.308m, 29_130.80m), (settlement.DeviationEnergy.MegawattHours, settlement.DeviationCharge));
        Assert.Contains(a1.Bill.Terms, static term => term.Rule == "deviation");
        Assert.Equal(29.52m * 413.75m, b1.Bill.Terms.Single(static term => term.Rule == "linked").Exact);
        Assert.Equal(15, b1.Bill.DaysServed);

        // Bought: P-1 by contract at its price, the spot at the settlement price and not the published one, a fee.
        Assert.Equal([($"P-1-{Month}", 304_400.00m), ("spot", 4_999.88m), ("fee", 1000m)], settlement.Purchases.Select(static purchase => (purchase.Item, purchase.Amount)));
        Assert.Equal(settlement.Sold, Energy.Sum(settlement.Lines.Where(static line => line.Series == AccountDocument.Consumption).Select(static line => line.Energy)));
        Assert.Equal(31, settlement.Lines.Count(static line => line.Series == AccountDocument.Consumption));
    }

    [Fact]
    public async Task What_changed_between_two_settlements_is_told_by_values_and_profit_to_core_users_alone()
    {
        await _site.ReadAllAsync();
        var first = await CalculateAsync();
        Assert.Null(await Comparisons.OfSettlementAsync(Month, null, null, withProfit: true, withBids: true, default));
        await _site.ReadAsync("A1", 3, 3, "90");
        var second = await CalculateAsync();
        Assert.Equal(2, second.Version);

        var told = (await Comparisons.OfSettlementAsync(Month, null, 2, withProfit: false, withBids: false, default))!;
        Assert.Equal((1, 2), (told.From, told.To));
        Assert.Null(told.Text);
        var sold = told.Figures.Changes.Single(static change => change.Where == "sold");
        Assert.Equal((first.Sold.MegawattHours - second.Sold.MegawattHours) * -1, decimal.Parse(sold.Difference!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains(told.Figures.Changes, change => change.Where == $"lines[{AccountDocument.Consumption} · 3].energy");
        Assert.DoesNotContain(told.Figures.Changes, static change => change.Where.StartsWith("packages", StringComparison.Ordinal));
        Assert.Contains((await Comparisons.OfSettlementAsync(Month, 1, 2, withProfit: true, withBids: true, default))!.Figures.Changes, static change => change.Where == "packages[FIX/1].revenue");
        Assert.True((await Comparisons.OfSettlementAsync(Month, 2, 2, withProfit: true, withBids: true, default))!.Figures.IsSame);
        Assert.Null(await Comparisons.OfSettlementAsync(Month, 1, 3, withProfit: true, withBids: true, default));
    }

    [Fact]
    public async Task Days_on_which_the_contract_does_not_bind_are_on_no_bill()
    {
        await _site.ReadAllAsync();
        await _site.EndAsync($"R-2-{Month}", 10);
        var settlement = await CalculateAsync();
        var bill = (await _site.Settlements.BillAsync("B1", "10kV", Month, settlement.Version, default))!;
        Assert.Equal((10, 19.68m), (bill.Bill.DaysServed, bill.Bill.Energy.MegawattHours));
        Assert.Equal(settlement.Sold, Energy.Sum((await _site.Settlements.BillsAsync(Month, 1, null, 100, default)).Bills.Select(static one => one.Bill.Energy)));
    }

    [Fact]
    public async Task The_same_inputs_are_the_same_settlement_and_come_out_octet_for_octet_again()
    {
        await _site.ReadAllAsync();
        var first = await CalculateAsync();
        Assert.Equal(first.Name, (await CalculateAsync()).Name);
        Assert.Equal(new SettlementCheck(3, first.BillDigest), Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 1, default)));

        // What changes later takes nothing away: the old settlement is computed from its own versions.
        await _site.ReadAsync("A1", 3, 3, "90");
        Good(await _site.Bases.ImportAsync(_site.BasisJson(2, deviationPrice: 50), "li", default));
        Assert.Equal($"{Month}/2", (await CalculateAsync()).Name);
        Assert.Equal(new SettlementCheck(3, first.BillDigest), Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 1, default)));
        Assert.Equal(3, Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default)).Bills);
    }

    [Fact]
    public async Task After_a_month_is_closed_corrected_readings_make_a_settlement_of_the_difference()
    {
        await _site.ReadAllAsync();
        await CalculateAsync();
        await CloseAsync((await _site.Settlements.FindAsync(Month, 1, default))!);
        await _site.ReadAsync("A1", 1, 1, "101.125");

        var corrected = await CalculateAsync();
        Assert.Equal((2, 1), (corrected.Version, corrected.Corrects));
        foreach (var account in new[] { "A1", "A2", "B1" })
        {
            var (closed, bill) = ((await _site.Settlements.BillAsync(account, "10kV", Month, 1, default))!, (await _site.Settlements.BillAsync(account, "10kV", Month, 2, default))!);
            Assert.Equal(bill.Bill.Total, closed.Bill.Total + bill.Difference!.Total);
            Assert.Equal(account == "A1" ? 0.096m : 0, bill.Difference.Energy.MegawattHours);
        }

        // An account that the closed settlement did not have: all of its bill is difference.
        await _site.AddAccountAsync($"N-{Month}");
        var added = await CalculateAsync();
        Assert.Equal(added.Billed - (await _site.Settlements.FindAsync(Month, 1, default))!.Billed, added.Difference);

        Assert.Equal(SettlementState.Submitted, (await _site.Settlements.FindAsync(Month, 1, default))!.State);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default));
    }

    [Fact]
    public async Task A_closed_bill_of_an_account_that_was_not_served_after_all_is_paid_back_once()
    {
        await _site.ReadAllAsync();
        var (gone, leaver) = ($"G-{Month}", $"Gone {Month}");
        await _site.ServeAsync(gone, leaver, "2022-01-01", $"{Month}-31");
        await _site.CoverAsync(gone);
        await _site.ReadAsync(gone, 1, 31, "7.5");
        await CloseAsync(await CalculateAsync());
        Good(await _site.Site.Customers.EndServiceAsync(leaver, null, new(2022, 12, 31), "li", default));

        var corrected = await CalculateAsync();
        var closed = (await _site.Settlements.FindAsync(Month, 1, default))!;
        Assert.Equal((2, 1), (corrected.Version, corrected.Corrects));
        Assert.Equal(corrected.Billed, closed.Billed + corrected.Difference);

        var (before, credit) = ((await _site.Settlements.BillAsync(gone, "10kV", Month, 1, default))!, (await _site.Settlements.BillAsync(gone, "10kV", Month, 2, default))!);
        Assert.True(before.Bill.Total > 0);
        Assert.Equal((0m, Energy.Zero, -before.Bill.Total, 0m), (credit.Bill.Total, credit.Bill.Energy, credit.Difference!.Total, credit.Profit));
        var bills = (await _site.Settlements.BillsAsync(Month, 2, null, 100, default)).Bills;
        Assert.Equal(corrected.Difference, bills.Sum(static bill => bill.Difference!.Total));
        Assert.Equal((corrected.Billed, corrected.Sold, corrected.Profit), (bills.Sum(static bill => bill.Bill.Total), Energy.Sum(bills.Select(static bill => bill.Bill.Energy)), bills.Sum(static bill => bill.Profit)));
        Assert.Equal(new SettlementCheck(4, corrected.BillDigest), Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default)));

        // Closed in its turn, the next correction does not pay back again.
        await CloseAsync(corrected);
        await _site.ReadAsync("A2", 2, 2, "71");
        var next = await CalculateAsync();
        Assert.Equal((3, 2, 3), (next.Version, next.Corrects, next.Accounts));
        Assert.Equal(next.Billed, corrected.Billed + next.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 3, default));
    }

    [Fact]
    public async Task An_account_that_goes_to_another_customer_within_the_month_is_billed_to_each_for_its_own_days()
    {
        await _site.ReadAllAsync();
        var (account, first, second) = ($"T-{Month}", $"First {Month}", $"Second {Month}");
        await _site.ServeAsync(account, first, $"{Month}-01", $"{Month}-10");
        await _site.ServeAsync(account, second, $"{Month}-15", $"{Month}-20");
        await _site.CoverSpanAsync($"R-T1-{Month}", account, 1, 10);
        await _site.CoverSpanAsync($"R-T2-{Month}", account, 15, 20);
        await _site.ReadAsync(account, 1, 10, "7.5");
        await _site.ReadAsync(account, 15, 17, "7.5");

        // Three days of the second are missing; those between the two are nobody's.
        var gap = Assert.Single(await _site.Site.Get<ReadingBook>().GapsAsync(Month, default));
        Assert.Equal(($"{account}/10kV", 3 * 96, 6 * 96), (gap.Account, gap.Missing, gap.Of));
        Good(await _site.Site.Get<ReadingSubstitution>().FillAsync(Month, "li", default));
        Assert.Empty(await _site.Site.Get<ReadingBook>().GapsAsync(Month, default));

        var settlement = await CalculateAsync();
        var bills = await _site.Settlements.BillsOfAsync(account, "10kV", Month, settlement.Version, default);
        Assert.Equal(5, settlement.Accounts);
        Assert.Equal([($"R-T1-{Month}", 10), ($"R-T2-{Month}", 6)], bills.Select(static bill => (bill.Input.Contract, bill.Bill.DaysServed!.Value)));
        Assert.Equal(10 * 96 * 7.5m / 1000, bills[0].Bill.Energy.MegawattHours);
        Assert.All(bills, static bill => Assert.Null(bill.Bill.Parts));
        Assert.Equal(bills[1].Bill, (await _site.Settlements.BillAsync(account, "10kV", Month, settlement.Version, default, Month.FirstDay.PlusDays(17)))!.Bill, static (one, other) => one!.Total == other!.Total && one.Energy == other.Energy);
        Assert.Null(await _site.Settlements.BillAsync(account, "10kV", Month, settlement.Version, default, Month.FirstDay.PlusDays(11)));
        var all = (await _site.Settlements.BillsAsync(Month, settlement.Version, null, 100, default)).Bills;
        Assert.Equal((settlement.Sold, settlement.Billed), (Energy.Sum(all.Select(static bill => bill.Bill.Energy)), all.Sum(static bill => bill.Bill.Total)));
        Assert.Equal(settlement.Cost, all.Sum(static bill => bill.Input.Cost));
        Assert.Equal(new SettlementCheck(5, settlement.BillDigest), Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, settlement.Version, default)));
        Assert.Equal(settlement.Name, (await CalculateAsync()).Name);

        // A correction of the second's readings is a difference of the second's bill alone.
        await CloseAsync(settlement);
        await _site.ReadAsync(account, 18, 20, "8.5");
        var corrected = await CalculateAsync();
        var again = await _site.Settlements.BillsOfAsync(account, "10kV", Month, corrected.Version, default);
        Assert.Equal((0, false), (again[0].Difference!.Terms.Count(static term => term.Rule == "fixed"), again[1].Difference!.Energy == Energy.Zero));
        Assert.Equal(corrected.Billed, settlement.Billed + corrected.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, corrected.Version, default));
    }

    [Fact]
    public async Task A_customer_that_is_served_again_within_the_month_has_one_bill_of_the_days_served()
    {
        await _site.ReadAllAsync();
        var account = $"T-{Month}";
        await _site.ServeAsync(account, $"First {Month}", $"{Month}-01", $"{Month}-10");
        await _site.ServeAsync(account, $"First {Month}", $"{Month}-15", $"{Month}-20");
        await _site.CoverAsync(account);
        await _site.ReadAsync(account, 1, 10, "7.5");
        await _site.ReadAsync(account, 15, 20, "7.5");
        var settlement = await CalculateAsync();
        var bill = Assert.Single(await _site.Settlements.BillsOfAsync(account, "10kV", Month, settlement.Version, default));
        Assert.Equal((16, 16 * 96 * 7.5m / 1000, 2), (bill.Bill.DaysServed, bill.Bill.Energy.MegawattHours, bill.Bill.Parts!.Count));
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, settlement.Version, default));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_told_at_once_and_no_settlement_is_made()
    {
        await _site.ReadAsync("A1", 1, 30, "100");
        var missing = await _site.Settlements.CalculateAsync(Month, "li", default);
        Assert.Equal(
            [("A1/10kV", ProblemCodes.ReadingMissing), ("A2/10kV", ProblemCodes.ReadingMissing), ("B1/10kV", ProblemCodes.ReadingMissing)],
            missing.Problems.Select(static problem => (problem.Where, problem.Code)).Order());
        Assert.Empty(await _site.Settlements.ListAsync(Month, default));

        Good(await _site.Site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,servedTo\nC1,10kV,C,5,{Month}-20,yes,{Month}-25\n", "li", default));
        var contract = Assert.Single((await _site.Settlements.CalculateAsync(Month, "li", default)).Problems);
        Assert.Equal((SettlementProblems.NoContract, "C1/10kV"), (contract.Code, contract.Where));
        Assert.Equal(SettlementProblems.BasisMissing, Assert.Single((await _site.Settlements.CalculateAsync(new(2024, 2), "li", default)).Problems).Code);
    }

    [Fact]
    public async Task Substitutes_fill_the_days_served_once_and_the_meter_supersedes_them()
    {
        await _site.ReadAsync("A1", 1, 30, "100");
        var substitution = _site.Site.Get<ReadingSubstitution>();
        Assert.Equal(new ReadingReceipt(3, 3), Good(await substitution.FillAsync(Month, "li", default)));
        Assert.Equal(new ReadingReceipt(0, 0), Good(await substitution.FillAsync(Month, "li", default)));
        Assert.Empty(await _site.Readings.GapsAsync(Month, default));

        var b1 = (await _site.Readings.FindAsync("B1", "10kV", ReadingChannel.Import, Month, null, default))!;
        Assert.Equal((ReadingQuality.Substituted, ReadingQuality.Missing), (b1.Qualities[(15 * 96) - 1], b1.Qualities[15 * 96]));
        Assert.Equal(100_000_000, b1.WattHours.ToArray().Sum());

        var settlement = await CalculateAsync();
        Assert.Equal(96 + 2976 + (15 * 96), settlement.Substituted);
        await _site.ReadAllAsync();
        Assert.Equal(0, (await CalculateAsync()).Substituted);
    }

    [Fact]
    public async Task Two_who_settle_at_once_make_one_settlement()
    {
        await _site.ReadAllAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _site.Settlements.CalculateAsync(Month, "li", default)));
        Assert.All(made, one => Assert.Equal($"{Month}/1", one.Required.Name));
        Assert.Single(made.Select(static one => one.Required.BillDigest).Distinct());
        Assert.Equal(3, Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 1, default)).Bills);
    }

    [Fact]
    public async Task A_basis_that_was_saved_never_changes_and_a_wrong_one_is_told_everything()
    {
        Assert.Equal(RetailProblems.Exists, Assert.Single((await _site.Bases.ImportAsync(_site.BasisJson(1, deviationPrice: 7), "li", default)).Problems).Code);
        Good(await _site.Bases.ImportAsync(_site.BasisJson(1), "li", default));
        Assert.Equal(RetailProblems.VersionOrder, Assert.Single((await _site.Bases.ImportAsync(_site.BasisJson(3), "li", default)).Problems).Code);
        var wrong = await _site.Bases.ImportAsync(
            $$"""{"month":"{{Month}}","version":2,"currency":"yuan","area":"nowhere","references":[{"name":"x"},{"name":"x","byInterval":[1] } ],"purchases":[{"item":"","energy":-1,"price":1}],"tolerance":{"energy":-1,"amount":0 } }""",
            "li", default);
        Assert.Equal(
            ["", "area", "currency", "purchases[0].energy", "purchases[0].item", "references[0]", "references[1]", "references[1].byInterval", "tolerance"],
            wrong.Problems.Select(static problem => problem.Where).Append("").Order(StringComparer.Ordinal));
        Assert.Equal(
            [(ProblemCodes.JsonMemberUnexpected, "line 1, column 20, $.prices"), (ProblemCodes.JsonMemberMissing, "line 1, column 1, $.version"), (ProblemCodes.JsonMemberMissing, "line 1, column 1, $.currency"), (ProblemCodes.JsonMemberMissing, "line 1, column 1, $.area")],
            (await _site.Bases.ImportAsync("""{"month":"2026-07","prices":[]}""", "li", default)).Problems.Select(static problem => (problem.Code, problem.Where)));
    }

    private async Task CloseAsync(StoredSettlement settlement) =>
        Good(await _site.Settlements.ChangeAsync(Month, settlement.Version, static before => Checked.Good(before with { State = SettlementState.Submitted }), "settlement.submitted", "li", default));

    private async Task<StoredSettlement> CalculateAsync() => Good(await _site.Settlements.CalculateAsync(Month, "li", default));
}
