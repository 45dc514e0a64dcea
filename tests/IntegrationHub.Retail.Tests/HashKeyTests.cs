using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Market.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Storage.Confidential;
using Microsoft.EntityFrameworkCore;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

/// <summary>The key for hashes is replaced while the books are in use.</summary>
public sealed class HashKeyTests : IAsyncLifetime
{
    private const int Accounts = KeyRotation.BatchRows + 60;

    private readonly ShiftedTime _time = new();
    private readonly SettlementSite _books;

    public HashKeyTests() => _books = new SettlementSite { Site = new RetailSite { KeyTime = _time } };

    private RetailSite Site => _books.Site;

    public Task InitializeAsync() => _books.InitializeAsync();

    public Task DisposeAsync() => _books.DisposeAsync();

    [Fact]
    public async Task Books_readings_and_bills_are_found_once_at_every_moment_and_a_settlement_comes_out_the_same()
    {
        var month = await _books.MonthAsync();
        await month.ReadAllAsync();
        await ImportAsync("M", Accounts);
        var settled = Good(await month.Settlements.CalculateAsync(month.Month, "li", default));
        var before = await KeysAsync();

        for (var replaced = 1; replaced <= 2; replaced++)
        {
            Assert.True(await Rotation().BeginHashKeyAsync(RetailerId.Default, default));
            for (var round = 0; await IsUnderWayAsync(); round++)
            {
                Assert.True(round < 40, "It comes to its end.");
                await EverythingIsThereAsync(month, settled);
                // Whoever writes meanwhile writes the next version of what is there.
                await month.ReadAsync("A1", 1, 1, (100 + replaced + round).ToString(CultureInfo.InvariantCulture), ReadingSource.Meter);
                await ImportAsync($"N{replaced}-{round}", 1);
                await Task.WhenAll(Rotation().StepAsync(RetailerId.Default, default), WalkAsync(), month.ReadAsync("A2", 1, 1, (200 + round).ToString(CultureInfo.InvariantCulture), ReadingSource.Meter));
                _time.Advance(TimeSpan.FromSeconds(65));
            }

            await EverythingIsThereAsync(month, settled);
            var after = await KeysAsync();
            Assert.All(after, key => Assert.DoesNotContain(before, old => old[..8] == key[..8]));
            before = after;
        }
    }

    [Fact]
    public async Task A_settlement_of_the_same_readings_is_the_same_one_under_another_key()
    {
        var month = await _books.MonthAsync();
        await month.ReadAllAsync();
        var settled = Good(await month.Settlements.CalculateAsync(month.Month, "li", default));
        Assert.True(await Rotation().BeginHashKeyAsync(RetailerId.Default, default));
        while (await IsUnderWayAsync())
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            await Rotation().StepAsync(RetailerId.Default, default);
            Assert.Equal(settled, Good(await month.Settlements.CalculateAsync(month.Month, "li", default)), static (one, other) => (one.Name, one.InputDigest, one.BillDigest) == (other.Name, other.InputDigest, other.BillDigest));
        }
    }

    [Fact]
    public async Task A_number_that_begins_like_a_key_stays_and_keeps_nothing_from_its_end()
    {
        await ImportAsync("M", 3);
        var tag = (await KeysAsync())[0][..8];
        await Site.Records.SaveAsync([new(RecordKind.Article, $"{tag}-2026", 1, "draft", null, null, "{}"u8.ToArray())], [], "li", default);

        Assert.True(await Rotation().BeginHashKeyAsync(RetailerId.Default, default));
        for (var round = 0; await IsUnderWayAsync(); round++)
        {
            Assert.True(round < 40, "It comes to its end.");
            _time.Advance(TimeSpan.FromMinutes(2));
            await Rotation().StepAsync(RetailerId.Default, default);
        }

        Assert.NotNull(await Site.Records.FindAsync(RecordKind.Article, $"{tag}-2026", null, default));
        Assert.All(await KeysAsync(), key => Assert.False(key.StartsWith(tag, StringComparison.Ordinal)));
    }

    private async Task EverythingIsThereAsync(SettledMonth month, StoredSettlement settled)
    {
        var accounts = await Site.Customers.ListAsync(null, default);
        Assert.Equal(accounts.Count, accounts.DistinctBy(static account => account.Key).Count());
        Assert.True(accounts.Count >= Accounts + 3);
        Assert.Equal("A1/10kV", (await month.Settlements.BillAsync("A1", "10kV", month.Month, settled.Version, default))!.Bill.Account);
        Assert.Equal(settled.BillDigest, Good(await Site.Get<SettlementProof>().VerifyAsync(month.Month, settled.Version, default)).Digest);
        var newest = (await month.Readings.FindAsync("A1", "10kV", ReadingChannel.Import, month.Month, null, default))!;
        for (var version = 1; version <= newest.Version; version++)
            Assert.Equal(version, (await month.Readings.FindAsync("A1", "10kV", ReadingChannel.Import, month.Month, version, default))!.Version);

        Assert.Null(await month.Readings.FindAsync("A1", "10kV", ReadingChannel.Import, month.Month, newest.Version + 1, default));
    }

    /// <summary>Over all accounts, page after page, while rows are moved.</summary>
    private async Task WalkAsync()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var query = new RecordQuery(RecordKind.Account) { Most = 40 };
        for (var pages = 0; await Site.Records.ListAsync(query, default) is { Count: > 0 } page; pages++)
        {
            Assert.True(pages < 100, "The walk comes to its end.");
            seen.UnionWith(page.Select(static record => record.Key));
            query = query with { Behind = page[^1] };
        }

        Assert.True(seen.IsSupersetOf(Enumerable.Range(0, Accounts).Select(number => Site.Records.BlindKey($"M-{number}/10kV"))), "No account is missed.");
    }

    private async Task ImportAsync(string prefix, int count) => Good(await Site.Customers.ImportAsync(
        "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,servedTo\n"
        + string.Concat(Enumerable.Range(0, count).Select(number => $"{prefix}-{number},10kV,Many Ltd,10,2010-01-01,yes,trade,2010-01-31\n")), "li", default));

    private Task<List<string>> KeysAsync() => Site.Store.WorkOnKeysAsync(
        RetailerId.Default,
        async context => (List<string>)[
            .. await context.BusinessRecords.Where(static row => row.Kind == "Account" || row.Kind == "Bill").Select(static row => row.Key).ToListAsync(),
            .. await context.ReadingBlocks.Select(static row => row.AccountKey).ToListAsync()],
        default);

    private async Task<bool> IsUnderWayAsync() => (await KeyReport.ReadAsync(Site.Store, RetailerId.Default, default)).Work.Any(static work => work.FinishedAt is null);

    private KeyRotation Rotation() => new(Site.Store, _time);

    /// <summary>The machine's clock, moved on when a test says so.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private TimeSpan _shift;

        public void Advance(TimeSpan by) => _shift += by;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _shift;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(_shift.TotalSeconds * TimestampFrequency);
    }
}
