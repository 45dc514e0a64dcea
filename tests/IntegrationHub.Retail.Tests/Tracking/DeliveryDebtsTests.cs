using IntegrationHub.Market;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tracking;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.Tracking;

/// <summary>What is owed of months before: every month once, billed or not billed, under the contract that it is owed under.</summary>
public sealed class DeliveryDebtsTests(SettlementSite site) : IClassFixture<SettlementSite>
{
    [Fact]
    public async Task A_bill_by_parts_is_owed_under_each_contract_for_its_part_and_in_all_as_it_says()
    {
        var settled = await site.MonthAsync();
        await settled.ReadAllAsync();
        var (before, after) = ($"R-2-{settled.Month}", $"R-5-{settled.Month}");
        await settled.EndAsync(before, 5);
        await settled.CoverTwiceAsync(after, 9, new Market.Contracts.ContractAccount("B1", "10kV"));
        var month = await CloseAsync(settled);
        var bills = (await settled.Settlements.BillsAsync(settled.Month, month.Version, null, 100, default)).Bills;
        var bill = bills.Single(static bill => bill.Bill.Account == "B1/10kV");

        // 9.84 and 13.776 MWh; what is passed on are 150.50 a MWh.
        var parts = bill.Bill.Parts!;
        Assert.Equal([(before, parts[0].Revenue + 1480.92m), (after, bill.Bill.Total - parts[0].Revenue - 1480.92m)], DeliveryDebts.ByContract(bill));
        Assert.True(parts.All(static part => part.Revenue > 1000));

        var billed = await (await DeliveryDebts.ReadAsync(settled.Settlements, new(settled.Site.Records), default)).BilledAsync(1, default);
        Assert.Equal(parts[0].Revenue + 1480.92m, billed[before]);
        Assert.Equal(bills.Sum(static one => one.Bill.Total), billed.Values.Sum());
    }

    [Fact]
    public async Task Every_month_that_is_not_settled_is_unbilled_up_to_a_year_back()
    {
        var settled = await site.MonthAsync();
        await settled.ReadAllAsync();
        await CloseAsync(settled);
        var contract = settled.Site.Fresh("U");
        var deliveries = new DeliveryBook(settled.Site.Records);
        var asked = settled.Month.Next.Next;
        var month = asked;
        for (var i = 0; i < DeliveryDebts.MostUnsettled + 1; i++)
        {
            month = month.Previous;
            await deliveries.KeepAsync([Standing(contract, month)], TimeProvider.System.GetUtcNow(), "hub", reminds: false, default);
        }

        // Of each day 10 MWh were read or are contracted; the month that is settled is billed, the oldest is too old.
        var debts = await DeliveryDebts.ReadAsync(settled.Settlements, deliveries, default);
        Assert.Equal((true, false), (debts.IsSettled(settled.Month), debts.IsSettled(settled.Month.Next)));
        var open = Enumerable.Range(1, DeliveryDebts.MostUnsettled).Select(back => BillingMonth.Of(asked.FirstDay.PlusMonths(-back))).Where(one => !debts.IsSettled(one)).ToList();
        Assert.InRange(open.Count, 2, DeliveryDebts.MostUnsettled - 1);
        Assert.Equal(Energy.FromMegawattHours(20 * open.Count), (await debts.UnbilledAsync(asked, default))[contract]);
    }

    private static StoredDelivery Standing(string contract, BillingMonth month) => new()
    {
        Contract = contract, Version = 1, Month = month, Customer = "C", Author = "li", LookedOn = month.LastDay,
        Days = [new(month.FirstDay, Energy.FromMegawattHours(8)) { Taken = Energy.FromMegawattHours(10) }, new(month.LastDay, Energy.FromMegawattHours(10))],
    };

    private static async Task<StoredSettlement> CloseAsync(SettledMonth month)
    {
        var calculated = Good(await month.Settlements.CalculateAsync(month.Month, "li", default));
        return Good(await month.Settlements.ChangeAsync(month.Month, calculated.Version, static before => Checked.Good(before with { State = SettlementState.Submitted }), "settlement.submitted", "li", default));
    }
}
