using System.Text;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Model;

namespace IntegrationHub.Storage.Tests.Compliance;

/// <summary>What every store does for <see cref="BillStore"/>: bills as rows, many at once. Each test has a month of its own.</summary>
public abstract class BillsCompliance
{
    private static int _months;

    private readonly BillingMonth _month = new(2000 + (Interlocked.Increment(ref _months) / 12), 1 + (_months % 12));

    protected abstract BillStore Bills { get; }

    protected abstract IBusinessRecords Records { get; }

    [Fact]
    public async Task A_settlement_that_two_calculate_at_the_same_time_has_each_bill_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Bills.AddAsync(Rows(0, 300), default))));

        Assert.Equal(Keys(0, 300), (await ListAsync()).Select(static record => record.Key));
    }

    [Fact]
    public async Task Who_goes_on_after_a_crash_adds_what_is_missing_and_leaves_what_is_there()
    {
        await Bills.AddAsync(Rows(0, 10, "first"), default);
        await Bills.AddAsync(Rows(0, 2_400, "second"), default);

        var bills = await ListAsync();
        Assert.Equal(Keys(0, 2_400), bills.Select(static record => record.Key));
        Assert.Equal(10, bills.Count(static record => Encoding.UTF8.GetString(record.Body.Span) == "\"first\""));
    }

    [Fact]
    public async Task Thousands_of_bills_are_looked_for_at_once()
    {
        Assert.Empty(await Bills.FindAsync([.. Keys(0, 2_400)], 1, default));
    }

    private static string Key(BillingMonth month, int number) => StoredBill.KeyOf($"bill-{number:D4}", month);

    private IEnumerable<string> Keys(int from, int count) => Enumerable.Range(from, count).Select(number => Key(_month, number));

    private List<BusinessRecordRow> Rows(int from, int count, string body = "body") => [.. Keys(from, count).Select(key => Bills.RowOf(key, _month, 1, Encoding.UTF8.GetBytes($"\"{body}\""), "li"))];

    private async Task<List<BusinessRecord>> ListAsync()
    {
        var all = new List<BusinessRecord>();
        await foreach (var page in Bills.PagesAsync(_month, 1, default))
            all.AddRange(page);

        return all;
    }
}
