using IntegrationHub.Exchange;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Settlement;

namespace IntegrationHub.Retail.Tests;

/// <summary>Bills as rows, past the books that hold one record at a time.</summary>
[Collection(RetailTests.Name)]
public sealed class BillStoreTests(RetailSite site)
{
    [Fact]
    public async Task Bills_are_neither_read_nor_written_on_a_store_that_nobody_answers_for()
    {
        var key = site.Fresh("BILL");
        var bills = new BillStore(site.Store, site.Records, site.Get<IIdSource>(), TimeProvider.System, new GuardedRecordsTests.Closed());
        var row = bills.RowOf(key, new BillingMonth(2027, 1), 1, "{}"u8.ToArray(), "li");

        var closed = await Assert.ThrowsAsync<ConfidentialRefusedException>(() => bills.AddAsync([row], default));
        await Assert.ThrowsAsync<ConfidentialRefusedException>(() => bills.FindAsync([key], 1, default));

        Assert.Contains("bills", closed.Message, StringComparison.Ordinal);
        Assert.Empty(await site.Get<BillStore>().FindAsync([key], 1, default));
    }
}
