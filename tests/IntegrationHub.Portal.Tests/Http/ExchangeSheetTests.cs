using System.Net;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Pages;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Exchanges and reviews as files.</summary>
[Collection(PortalCollection.Name)]
public sealed class ExchangeSheetTests(PortalSite site)
{
    [Fact]
    public async Task Everything_that_fits_is_in_the_file_once_whatever_a_page_holds()
    {
        var (reader, filter) = (site.Get<IExchangeReader>(), new ExchangeFilter(Direction: Direction.In));
        var all = await reader.SearchAsync(RetailerId.Default, filter with { Max = 1000 }, default);
        Assert.True(all.Count > 2, "there are several pages of two");

        var rows = await ExchangeSheet.RowsAsync(reader, filter, static party => party.ToString(), default, pageSize: 2).ToListAsync();

        Assert.All(rows, static row => Assert.Equal(ExchangeSheet.Columns.Count, row.Count));
        // Others may come in meanwhile: what was there stands in the file, in its order and once.
        Assert.Equal(all.Select(static one => one.Id), rows.Select(static row => (Guid)row[^1]!).Where(all.Select(static one => one.Id).Contains));
        Assert.Equal(rows.Count, rows.Select(static row => row[^1]).Distinct().Count());
    }

    [Fact]
    public async Task The_file_answers_the_question_of_the_list_or_there_is_none()
    {
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        var lines = (await staff.ReadAsync("/exchanges/export?mrid=PRICES-2")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(',', ExchangeSheet.Columns), lines[0].TrimStart('\uFEFF'));
        Assert.Contains(site.Exchanges["broken"].ToString(), Assert.Single(lines[1..]), StringComparison.Ordinal);
        Assert.Contains("/exchanges/export?mrid=PRICES-2", await staff.ReadAsync("/exchanges?mrid=PRICES-2"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await staff.GetAsync("/exchanges/export?from=yesterday")).StatusCode);
        Assert.DoesNotContain("/exchanges/export", await staff.ReadAsync("/exchanges?from=yesterday"), StringComparison.Ordinal);
    }
}
