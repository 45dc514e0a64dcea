using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Pages.Processes;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Lists as files: the question of the list, and in the ledger who took it.</summary>
[Collection(PortalCollection.Name)]
public sealed class ListFileTests(PortalSite site)
{
    [Fact]
    public async Task Packages_and_articles_are_taken_as_files_and_that_is_in_the_ledger()
    {
        Assert.Empty((await site.Get<PackageBook>().ImportAsync("""{"code":"FILE-FIX","version":1,"names":{"en":"Fixed","zh":"固定价"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "liu.yang", default)).Problems);
        await CustomerWords.DraftAsync(site, "file-article", "liu.yang");
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));

        Assert.Contains("href=\"/packages/export\"", await sales.ReadAsync("/packages"), StringComparison.Ordinal);
        Assert.Contains("\r\nFILE-FIX,1,Fixed / 固定价,CNY,2026-01-01,,", await sales.ReadAsync("/packages/export"), StringComparison.Ordinal);
        Assert.Contains("href=\"/articles/export\"", await sales.ReadAsync("/articles"), StringComparison.Ordinal);
        Assert.Contains("\r\nfile-article,1,Announcement,zh,冬季营业时间,2026-11-28,", await sales.ReadAsync("/articles/export"), StringComparison.Ordinal);
        foreach (var what in new[] { "packages", "articles" })
            Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look." + what, 50, default), one => one.Actor == "user:" + sales.Person!.Name && one.Data.Contains("export", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Requests_are_taken_as_they_are_asked_for_without_what_customers_wrote()
    {
        var request = await CustomerWords.RequestAsync(site, TimeSpan.FromHours(5));
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));

        Assert.Contains("href=\"/requests/export?show=all\"", await sales.ReadAsync("/requests?show=all"), StringComparison.Ordinal);
        var file = await sales.ReadAsync("/requests/export?show=all");
        Assert.Contains(request.ToString(), file, StringComparison.Ordinal);
        Assert.DoesNotContain("No voltage", file, StringComparison.Ordinal);
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.requests", 50, default), one => one.Actor == "user:" + sales.Person!.Name && one.Data.Contains("export show=all", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Processes_are_taken_by_the_question_of_the_list_each_once_whatever_a_page_holds()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add(await site.StartCaseAsync("FILED"));

        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        Assert.Contains("href=\"/processes/export?case=FILED\"", await auditor.ReadAsync("/processes?case=FILED"), StringComparison.Ordinal);
        var lines = (await auditor.ReadAsync("/processes/export?case=FILED")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(',', ProcessSheet.Columns), lines[0].TrimStart('\uFEFF'));
        Assert.Equal(5, lines.Length - 1);
        Assert.DoesNotContain("FILED", await auditor.ReadAsync("/processes/export?case=ELSEWHERE"), StringComparison.Ordinal);

        var account = new Account(Guid.NewGuid(), auditor.Person!.Name, DutySeparation.ClassFor(Role.Auditor), [Role.Auditor], "A", "+8613800000000", DateTimeOffset.UnixEpoch, null);
        var person = new SignedIn(Guid.NewGuid(), account, Door.Core, default, default);
        var rows = await ProcessSheet.RowsAsync(site.Get<ProcessDesk>(), person, new Actor(auditor.Person.Name, ["auditor"], []), new ProcessQuestion(null, "FILED", null, Incidents: false), default, pageSize: 2).ToListAsync();
        Assert.Equal(ids.Order(), rows.Select(static row => (Guid)row[^1]!).Order());
    }
}
