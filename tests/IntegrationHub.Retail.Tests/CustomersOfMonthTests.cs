using IntegrationHub.Market;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>An account with more than one customer in a month: whose each bill is, what is corrected by what, and what no bill can be made of.</summary>
public sealed class CustomersOfMonthTests(SettlementSite site) : IClassFixture<SettlementSite>, IAsyncLifetime
{
    private SettledMonth _site = null!;

    private Market.Time.BillingMonth Month => _site.Month;

    public async Task InitializeAsync() => _site = await site.MonthAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_bill_of_a_customer_whose_account_becomes_anothers_after_the_month_was_closed_stays_its_own()
    {
        await _site.ReadAllAsync();
        var (account, first, second) = ($"T-{Month}", $"First {Month}", $"Second {Month}");
        await _site.ServeAsync(account, first, $"{Month}-01", $"{Month}-31");
        await _site.CoverAsync(account);
        await _site.ReadAsync(account, 1, 31, "7.5");
        var closed = await CalculateAsync();
        await CloseAsync(closed);
        Good(await _site.Site.Customers.EndServiceAsync(first, null, Month.FirstDay.PlusDays(14), "li", default));
        await _site.ServeAsync(account, second, $"{Month}-16", $"{Month}-31");

        // The days of the second lie within the bill of the first.
        Assert.Equal([(1, 31)], await CrossedAsync(first));
        Assert.Empty(await CrossedAsync(second));

        var corrected = await CalculateAsync();
        Assert.Equal((2, 1), (corrected.Version, corrected.Corrects));
        var (before, own, others) = (await OwnAsync(account, first, 1), await OwnAsync(account, first, 2), await OwnAsync(account, second, 2));
        Assert.Null(await OwnAsync(account, second, 1));
        Assert.Equal((15, own!.Bill.Total - before!.Bill.Total), (own.Bill.DaysServed, own.Difference!.Total));
        Assert.Equal((16, null, null), (others!.Bill.DaysServed, others.Corrects, others.Difference));
        Assert.Equal(corrected.Billed, closed.Billed + corrected.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default));

        await CloseAsync(corrected);
        Assert.Equal([(1, 31), (2, 15)], await CrossedAsync(first));
        Assert.Equal([(2, 31)], await CrossedAsync(second));
    }

    [Fact]
    public async Task Who_was_not_served_after_all_is_paid_back_and_the_next_customer_is_told_the_difference_of_its_own_bill()
    {
        await _site.ReadAllAsync();
        var (account, first, second) = ($"T-{Month}", $"First {Month}", $"Second {Month}");
        await _site.ServeAsync(account, first, "2022-01-01", $"{Month}-15");
        await _site.ServeAsync(account, second, $"{Month}-16", $"{Month}-31");
        await _site.CoverSpanAsync($"R-T1-{Month}", account, 1, 15);
        await _site.CoverSpanAsync($"R-T2-{Month}", account, 16, 31);
        await _site.ReadAsync(account, 1, 15, "7.5");
        await _site.ReadAsync(account, 16, 31, "2.5");
        var closed = await CalculateAsync();
        await CloseAsync(closed);
        Good(await _site.Site.Customers.EndServiceAsync(first, null, new(2022, 12, 31), "li", default));

        var corrected = await CalculateAsync();
        var (paid, credit) = (await OwnAsync(account, first, 1), await OwnAsync(account, first, 2));
        Assert.Equal((true, -paid!.Bill.Total), (credit!.IsCredit, credit.Difference!.Total));
        var (billed, again) = (await OwnAsync(account, second, 1), await OwnAsync(account, second, 2));
        Assert.Equal((1, again!.Bill.Total - billed!.Bill.Total, Energy.Zero), (again.Corrects, again.Difference!.Total, again.Difference.Energy));
        Assert.Equal(corrected.Billed, closed.Billed + corrected.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default));

        // Closed in its turn, the first is no more paid back, and the second keeps its place.
        await CloseAsync(corrected);
        await _site.ReadAsync("A2", 2, 2, "71");
        var next = await CalculateAsync();
        Assert.Null(await OwnAsync(account, first, 3));
        Assert.Equal(2, (await OwnAsync(account, second, 3))!.Corrects);
        Assert.Single(await _site.Settlements.BillsOfAsync(account, "10kV", Month, 3, default));
        Assert.Equal(next.Billed, corrected.Billed + next.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 3, default));
    }

    [Fact]
    public async Task A_closed_bill_of_an_earlier_program_is_the_buyers_of_its_contract()
    {
        await _site.ReadAllAsync();
        await CloseAsync(await CalculateAsync());
        foreach (var account in (string[])["A1", "B1"])
        {
            // It did not say whose it is. The buyer of both contracts is A1's customer.
            var key = StoredBill.KeyOf(_site.Site.Records.BlindKey($"{account}/10kV"), Month);
            var record = (await _site.Site.Records.FindAsync(RecordKind.Bill, key, 1, default))!;
            var bill = StoredBill.Of(record);
            Assert.NotNull(bill.Input.Customer);
            Assert.Equal(RecordResult.Saved, await _site.Site.Records.SaveAsync([record with { Body = MarketJson.WriteUtf8(bill with { Input = bill.Input with { Customer = null } }) }], [], "li", default));
        }

        Assert.NotNull(await OwnAsync("A1", "东方纺织厂", 1));
        Assert.Null(await OwnAsync("B1", "B Ltd", 1));
        await _site.ReadAsync("A1", 2, 2, "101");
        var corrected = await CalculateAsync();
        Assert.Equal((1, 0.084m), ((await OwnAsync("A1", "东方纺织厂", 2))!.Corrects, (await OwnAsync("A1", "东方纺织厂", 2))!.Difference!.Energy.MegawattHours));
        Assert.Null((await OwnAsync("B1", "B Ltd", 2))!.Corrects);
        Assert.Equal(corrected.Billed, (await _site.Settlements.FindAsync(Month, 1, default))!.Billed + corrected.Difference);
        Good(await _site.Site.Get<SettlementProof>().VerifyAsync(Month, 2, default));
    }

    [Fact]
    public async Task Services_of_a_month_that_no_bill_can_be_made_of_are_told_with_their_days_and_nothing_is_stored()
    {
        await _site.ReadAllAsync();
        var (larger, back) = ($"L-{Month}", $"T-{Month}");
        foreach (var (kilowatt, from, to) in new[] { (1000, $"{Month}-01", $"{Month}-10"), (100, $"{Month}-11", $"{Month}-31") })
            Good(await _site.Site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\n{larger},10kV,Large {Month},{kilowatt},{from},yes,trade,{to}\n", "li", default));

        await _site.ServeAsync(back, $"First {Month}", $"{Month}-01", $"{Month}-10");
        await _site.ServeAsync(back, $"Second {Month}", $"{Month}-11", $"{Month}-20");
        await _site.ServeAsync(back, $"First {Month}", $"{Month}-21", $"{Month}-31");
        await _site.CoverTwiceAsync($"R-4-{Month}", 1, new(larger, "10kV"), new(back, "10kV"));
        await _site.ReadAsync(larger, 1, 31, "7.5");
        await _site.ReadAsync(back, 1, 31, "7.5");

        var problems = (await _site.Settlements.CalculateAsync(Month, "li", default)).Problems.OrderBy(static problem => problem.Where, StringComparer.Ordinal).ToList();
        Assert.Equal([(SettlementProblems.ServedTwice, $"{larger}/10kV"), (SettlementProblems.ServedTwice, $"{back}/10kV")], problems.Select(static problem => (problem.Code, problem.Where)));
        Assert.Contains($"from {Month}-01 to {Month}-10 and from {Month}-11 to {Month}-31", problems[0].Text, StringComparison.Ordinal);
        Assert.Contains($"from {Month}-01 to {Month}-10 and from {Month}-21 to {Month}-31", problems[1].Text, StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.DoesNotContain(Month.ToString(), problem.Remedy, StringComparison.Ordinal));
        Assert.Empty(await _site.Settlements.ListAsync(Month, default));
    }

    [Fact]
    public async Task Substitutes_are_of_a_customers_own_days_and_an_account_counts_once_in_its_contract()
    {
        await _site.ReadAllAsync();
        var (again, whole, shop) = ($"T-{Month}", $"U-{Month}", $"V-{Month}");
        await _site.ServeAsync(again, $"First {Month}", $"{Month}-01", $"{Month}-10");
        await _site.ServeAsync(again, $"First {Month}", $"{Month}-21", $"{Month}-31");
        await _site.ServeAsync(whole, $"First {Month}", $"{Month}-01", $"{Month}-31");
        await _site.CoverTwiceAsync($"R-4-{Month}", 1, new(again, "10kV"), new(whole, "10kV"));

        // What the factory used before says nothing about the shop, which has no reading.
        await _site.ServeAsync(shop, $"Factory {Month}", $"{Month}-01", $"{Month}-10");
        await _site.ServeAsync(shop, $"Shop {Month}", $"{Month}-11", $"{Month}-31");
        await _site.CoverSpanAsync($"R-V1-{Month}", shop, 1, 10);
        await _site.CoverSpanAsync($"R-V2-{Month}", shop, 11, 31);
        await _site.ReadAsync(shop, 1, 10, "700");
        Good(await _site.Site.Get<ReadingSubstitution>().FillAsync(Month, "li", default));

        Assert.Empty(await _site.Readings.GapsAsync(Month, default));
        Assert.Equal((500_000, 10 * 96), await FilledAsync(again, 1, 31));
        Assert.Equal((0, 10 * 96), await FilledAsync(again, 11, 20));
        Assert.Equal((500_000, 0), await FilledAsync(whole, 1, 31));
        Assert.Equal((10_000_000, 0), await FilledAsync(shop, 11, 31));

        async Task<(long, int)> FilledAsync(string account, int from, int to)
        {
            var block = (await _site.Readings.FindAsync(account, "10kV", ReadingChannel.Import, Month, null, default))!;
            return (block.WattHours[((from - 1) * 96)..(to * 96)].ToArray().Sum(), block.Qualities[((from - 1) * 96)..(to * 96)].Count(ReadingQuality.Missing));
        }
    }

    private async Task CloseAsync(StoredSettlement settlement) =>
        Good(await _site.Settlements.ChangeAsync(Month, settlement.Version, static before => Checked.Good(before with { State = SettlementState.Submitted }), "settlement.submitted", "li", default));

    private async Task<StoredBill?> OwnAsync(string account, string customer, int version) =>
        await _site.Settlements.OwnBillAsync((await OfAsync(customer)).First(one => one.AccountNumber == account), Month, version, default);

    private async Task<List<MeteringAccount>> OfAsync(string customer) =>
        [.. (await _site.Site.Customers.ListAsync(null, default)).Where(one => one.CustomerName == customer)];

    /// <summary>The month's bills that a customer gets: version and last day.</summary>
    private async Task<List<(int Version, int Last)>> CrossedAsync(string customer)
    {
        var crossed = new List<(int, int)>();
        var figures = new CustomerFigures(_site.Settlements, _site.Readings, TimeProvider.System);
        await foreach (var (_, offer) in figures.NewAsync(await OfAsync(customer), static (_, _) => Task.FromResult(false), default))
        {
            if (offer is { Kind: CrossingKinds.Bill, Payload: { } payload } && CustomerBill.Read(payload).Required is var bill && bill.Month == Month)
                crossed.Add((bill.Version, bill.To.Day));
        }

        return [.. crossed.Order()];
    }

    private async Task<StoredSettlement> CalculateAsync() => Good(await _site.Settlements.CalculateAsync(Month, "li", default));
}
