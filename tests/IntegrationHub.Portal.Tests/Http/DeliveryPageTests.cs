using System.Net;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Tracking;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>Contracts under delivery on pages and by calls: who reads them, and that what is not known is told as such.</summary>
[Collection(PortalCollection.Name)]
public sealed class DeliveryPageTests(PortalSite site)
{
    [Fact]
    public async Task Sales_see_which_contracts_leave_their_band_with_load_and_contracted_curve()
    {
        var (contract, day) = await DeliveryBooks.DeliverAsync(site);
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var staff = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));

        var list = await sales.ReadAsync("/contracts/delivery");
        Assert.Contains($"/contracts/{contract}/1?month=", list, StringComparison.Ordinal);
        Assert.Contains("&#x2B;10.0 %", list, StringComparison.Ordinal);
        Assert.True(list.IndexOf(DeliveryBooks.Over, StringComparison.Ordinal) < list.IndexOf(DeliveryBooks.Silent, StringComparison.Ordinal), "the most urgent stands first");
        Assert.DoesNotContain(contract, await sales.ReadAsync("/contracts/delivery?month=2020-01"), StringComparison.Ordinal);

        var page = await sales.ReadAsync($"/contracts/{contract}/1");
        Assert.Equal(3, page.Split("<svg class=\"curves\"").Length - 1);
        Assert.Contains("Rules made for tests", page, StringComparison.Ordinal);
        Assert.Contains($"day={day:uuuu-MM-dd}#day", page, StringComparison.Ordinal);
        foreach (var question in new[] { "month=x&day=y", "month=9999-12", "month=9999-12&day=9999-12-31", "month=0001-01", "day=9999-12-31" })
            Assert.Equal((question, HttpStatusCode.OK, HttpStatusCode.OK), (question, (await sales.GetAsync($"/contracts/{contract}/1?{question}")).StatusCode, (await sales.GetAsync($"/contracts/delivery?{question}")).StatusCode));

        Assert.Equal(HttpStatusCode.Forbidden, (await staff.GetAsync("/contracts/delivery")).StatusCode);
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.deliveries", 10, default), one => one.Actor == "user:" + sales.Person!.Name);
    }

    [Fact]
    public async Task Of_a_contract_without_readings_the_page_says_so_and_shows_no_zero()
    {
        await DeliveryBooks.DeliverAsync(site);
        using var sales = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        await sales.PostAsync("/", "/settings/language/en");

        var page = await sales.ReadAsync($"/contracts/{DeliveryBooks.Silent}/1");
        Assert.Contains("No readings yet", page, StringComparison.Ordinal);
        Assert.Contains("readings missing", page, StringComparison.Ordinal);
        Assert.DoesNotContain("100.0 %", page, StringComparison.Ordinal);
        Assert.Contains("No readings yet", await sales.ReadAsync("/contracts/delivery"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_shows_warnings_to_the_author_and_the_desks_that_they_are_for_and_to_nobody_else()
    {
        await DeliveryBooks.DeliverAsync(site);
        foreach (var (role, over, silent) in new[] { (Role.Sales, false, false), (Role.Risk, true, true), (Role.Head, true, true), (Role.Settlement, false, true), (Role.Legal, false, false), (Role.Finance, false, false), (Role.Staff, false, false) })
        {
            using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
            var home = await client.ReadAsync("/");
            Assert.Equal((role, over, silent), (role, home.Contains($"/contracts/{DeliveryBooks.Over}/1", StringComparison.Ordinal), home.Contains($"/contracts/{DeliveryBooks.Silent}/1", StringComparison.Ordinal)));
        }

        using var author = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        using var another = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Sales));
        var own = $"/contracts/{await DeliveryBooks.SilentOfAsync(site, author.Person!.Name)}/1";
        Assert.Contains(own, await author.ReadAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain(own, await another.ReadAsync("/"), StringComparison.Ordinal);

        var (book, month) = (site.Get<DeliveryBook>(), DeliveryWatch.MonthOn(site.Get<DeliveryWatch>().Today));
        var all = await book.WarnedAsync(month, 500, default);
        Assert.True(all.Count > 2);
        Assert.Equal(all.Take(2).Select(static one => one.Contract), (await book.WarnedAsync(month, 2, default)).Select(static one => one.Contract));
    }

    [Fact]
    public async Task What_the_company_risks_is_for_core_users_alone()
    {
        await DeliveryBooks.DeliverAsync(site);
        using var board = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Board));
        using var risk = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Risk));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Board);
        using var other = await PersonCaller.SignedInAsync(site, Role.Risk);

        Assert.Contains("Rules made for tests", await board.ReadAsync("/indicators/exposure"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await risk.GetAsync("/indicators/exposure")).StatusCode);
        Assert.DoesNotContain("/indicators/exposure", await risk.ReadAsync("/contracts/delivery"), StringComparison.Ordinal);
        var exposure = await caller.ReadAsync("/indicators/exposure");
        Assert.True(exposure.GetProperty("contracts").GetInt32() >= 2 && exposure.GetProperty("known").GetInt32() >= 1);
        Assert.True(exposure.GetProperty("creditAtRisk").GetDecimal() > 0);
        await PersonCaller.RefusedAsync(await other.GetAsync("/indicators/exposure"), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }

    [Fact]
    public async Task Deliveries_are_calls_with_nulls_where_nothing_is_known()
    {
        var (contract, day) = await DeliveryBooks.DeliverAsync(site);
        using var legal = await PersonCaller.SignedInAsync(site, Role.Legal);
        using var staff = await PersonCaller.SignedInAsync(site, Role.Staff);

        var listed = (await legal.ReadAsync("/deliveries")).EnumerateArray().ToDictionary(static one => one.GetProperty("contract").GetString()!);
        Assert.Equal(0.1m, listed[contract].GetProperty("deviation").GetDecimal());
        Assert.Equal("beyond-band", listed[contract].GetProperty("warnings")[0].GetProperty("kind").GetString());
        Assert.All(new[] { "takenSoFarMegawattHours", "projectedMegawattHours", "deviation" }, name => Assert.Equal(System.Text.Json.JsonValueKind.Null, listed[DeliveryBooks.Silent].GetProperty(name).ValueKind));

        var one = await legal.ReadAsync($"/deliveries/{contract}?month={day:uuuu-MM}");
        Assert.Equal(day.Day, one.GetProperty("days").EnumerateArray().Count(static day => day.GetProperty("takenMegawattHours").ValueKind != System.Text.Json.JsonValueKind.Null));
        var intervals = await legal.ReadAsync($"/deliveries/{contract}/days/{day:uuuu-MM-dd}");
        Assert.Equal((96, 0.055m, 0.05m), (intervals.GetProperty("times").GetArrayLength(), intervals.GetProperty("takenMegawattHours")[0].GetDecimal(), intervals.GetProperty("contractedMegawattHours")[0].GetDecimal()));

        foreach (var path in new[] { "/deliveries/NO-SUCH", $"/deliveries/{contract}?month=2020-01", $"/deliveries/{contract}/days/2020-01-01", $"/deliveries/{contract}/days/9999-12-01", $"/deliveries/{contract}/days/0001-01-01", "/deliveries/NO-SUCH/days/9999-12-01" })
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await legal.GetAsync(path)).StatusCode));

        foreach (var month in new[] { "soon", "9999-12", "0001-01" })
            await PersonCaller.RefusedAsync(await legal.GetAsync($"/deliveries?month={month}"), HttpStatusCode.BadRequest, "REQUEST_WRONG");

        foreach (var path in new[] { "/deliveries", $"/deliveries/{contract}", $"/deliveries/{contract}/days/{day:uuuu-MM-dd}" })
            await PersonCaller.RefusedAsync(await staff.GetAsync(path), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }

    [Fact]
    public async Task Terms_of_tracking_are_taken_whole_or_all_that_is_wrong_is_told()
    {
        await DeliveryBooks.DeliverAsync(site);
        using var settlement = await PersonCaller.SignedInAsync(site, Role.Settlement);
        using var sales = await PersonCaller.SignedInAsync(site, Role.Sales);
        var next = await DeliveryBooks.NextTermsAsync(site);
        var bad = next.Replace("\"warnAt\":0.7", "\"warnAt\":7", StringComparison.Ordinal).Replace("\"CNY\"", "\"yuan\"", StringComparison.Ordinal).Replace("Testland", "", StringComparison.Ordinal);

        var refused = await settlement.SendAsync(HttpMethod.Post, "/tracking-terms", Text(bad));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var codes = (await PersonCaller.RefusedAsync(refused, HttpStatusCode.UnprocessableEntity, "TRACKING_FIELD")).GetProperty("findings").EnumerateArray().Select(static one => one.GetProperty("code").GetString()).ToList();
        Assert.Superset(new HashSet<string?> { "TRACKING_FIELD", "PARAMETER_SOURCE", "SHARE_OUT_OF_RANGE" }, codes.ToHashSet());
        await PersonCaller.RefusedAsync(await sales.SendAsync(HttpMethod.Post, "/tracking-terms", Text(next)), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        Assert.Equal(1, (await PersonCaller.JsonAsync(await settlement.SendAsync(HttpMethod.Post, "/tracking-terms", Text(next)))).GetProperty("taken").GetInt32());
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, "application/json");
}
