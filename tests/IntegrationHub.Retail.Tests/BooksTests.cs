using IntegrationHub.Market;
using IntegrationHub.Retail.Records;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests;

[Collection(RetailTests.Name)]
public sealed class BooksTests(RetailSite site)
{
    [Fact]
    public async Task Customers_come_in_from_a_file_all_or_none()
    {
        var (first, second) = (site.Fresh("ACC"), site.Fresh("ACC"));
        var bad = await site.Customers.ImportAsync(Csv(first, "2026-01-01", "") + $"{second},10kV,B,x,2026-01-01,maybe,\n", "li", default);
        Assert.Equal(["line 3, capacityKw", "line 3, marketEligible"], bad.Problems.Select(static problem => problem.Where).Distinct());
        Assert.DoesNotContain(await site.Customers.ListAsync(null, default), account => account.AccountNumber == first);

        Good(await site.Customers.ImportAsync(Csv(first, "2026-01-01", "2026-06-30"), "li", default));
        var account = Assert.Single(await site.Customers.ListAsync(new(2026, 3, 1), default), account => account.AccountNumber == first);
        Assert.Equal(("东方纺织厂", new NodaTime.LocalDate(2026, 6, 30)), (account.CustomerName, account.ServedTo));
        Assert.DoesNotContain(await site.Customers.ListAsync(new(2026, 7, 1), default), other => other.AccountNumber == first);
        Assert.Contains(await site.EventsAsync("customers.imported"), item => item.Actor == "li" && !item.Data.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_retailer_serves_an_account_at_a_time_across_files()
    {
        var number = site.Fresh("ACC");
        Good(await site.Customers.ImportAsync(Csv(number, "2026-01-01", "2026-06-30"), "li", default));
        Assert.Equal(ProblemCodes.RetailerPeriodOverlaps, (await site.Customers.ImportAsync(Csv(number, "2026-06-30", ""), "li", default)).Problems.Single().Code);
        Good(await site.Customers.ImportAsync(Csv(number, "2026-07-01", ""), "li", default));
    }

    [Fact]
    public async Task A_package_that_was_saved_never_changes_and_its_next_version_follows()
    {
        var code = site.Fresh("PKG");
        Good(await site.Packages.ImportAsync(PackageJsonOf(code, 1), "li", default));
        Good(await site.Packages.ImportAsync(PackageJsonOf(code, 1), "li", default));
        Assert.Equal(RetailProblems.Exists, (await site.Packages.ImportAsync(PackageJsonOf(code, 1, price: 1), "li", default)).Problems.Single().Code);
        Assert.Equal(RetailProblems.VersionOrder, (await site.Packages.ImportAsync(PackageJsonOf(code, 3), "li", default)).Problems.Single().Code);
        Good(await site.Packages.ImportAsync(PackageJsonOf(code, 2, price: 500), "li", default));
        Assert.Equal((2, 1), ((await site.Packages.FindAsync(code, null, default))!.Version, (await site.Packages.FindAsync(code, 1, default))!.Version));
        Assert.Equal(2, (await site.EventsAsync("package.saved")).Count(item => item.Data.Contains($"\"{code}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_two_who_change_a_record_at_once_one_is_told()
    {
        var record = new BusinessRecord(RecordKind.Bid, site.Fresh("BID"), 1, "draft", null, null, new byte[] { 1 });
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([record], [], "a", default));
        Assert.Equal(RecordResult.Conflict, await site.Records.SaveAsync([record], [], "b", default));
        var read = (await site.Records.FindAsync(record.Kind, record.Key, null, default))!;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => site.Records.SaveAsync([read with { Body = new[] { (byte)i } }], [new("bid.changed", new Dictionary<string, string> { ["bid"] = record.Key })], $"{i}", default)));
        Assert.Single(results, static result => result == RecordResult.Saved);
        Assert.Single(await site.EventsAsync("bid.changed"), item => item.Data.Contains(record.Key, StringComparison.Ordinal));
        Assert.Equal(2, (await site.Records.FindAsync(record.Kind, record.Key, null, default))!.Revision);
    }

    [Fact]
    public async Task A_change_of_several_records_is_one()
    {
        var (one, other) = (new BusinessRecord(RecordKind.Bid, site.Fresh("BID"), 1, "draft", null, null, new byte[] { 1 }), new BusinessRecord(RecordKind.Bid, site.Fresh("BID"), 1, "draft", null, null, new byte[] { 1 }));
        Assert.Equal(RecordResult.Saved, await site.Records.SaveAsync([one], [], "a", default));
        Assert.Equal(RecordResult.Conflict, await site.Records.SaveAsync([other, one], [], "a", default));
        Assert.Null(await site.Records.FindAsync(other.Kind, other.Key, null, default));
    }

    [Fact]
    public async Task A_list_goes_on_where_it_stopped()
    {
        var prefix = site.Fresh("LIST");
        foreach (var i in Enumerable.Range(0, 5))
            await site.Records.SaveAsync([new(RecordKind.Settlement, $"{prefix}-{i}", 1, prefix, null, null, ReadOnlyMemory<byte>.Empty)], [], "a", default);

        var query = new RecordQuery(RecordKind.Settlement) { State = prefix, Most = 2 };
        var seen = new List<string>();
        while (await site.Records.ListAsync(query, default) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(static record => record.Key));
            query = query with { After = (page[^1].Key, page[^1].Version) };
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"{prefix}-{i}"), seen);
    }

    private static string Csv(string account, string from, string to) => $"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,servedTo\n{account},10kV,东方纺织厂,500,{from},yes,{to}\n";
}
