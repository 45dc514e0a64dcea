using System.Net;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>By call: gap and ceiling of a market event, what a bid bought, a settlement line by line, computed again, and its bills as PDF.</summary>
[Collection(PortalCollection.Name)]
public sealed class SheetApiTests(PortalSite site)
{
    [Fact]
    public async Task Gap_and_ceiling_of_a_market_event_are_read_by_who_reads_bids_and_a_bid_is_proposed_of_them()
    {
        await MarketBooks.DecideAsync(site);
        using var trader = await PersonCaller.SignedInAsync(site, Role.Bidder);
        using var auditor = await PersonCaller.SignedInAsync(site, Role.Auditor);
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);
        const string path = $"/market-events/{MarketBooks.Event}";

        var sheet = await trader.ReadAsync(path);
        Assert.Equal((MarketBooks.Event, 24, 64), (sheet.GetProperty("event").GetProperty("code").GetString(), sheet.GetProperty("intervals").GetArrayLength(), sheet.GetProperty("plan").GetString()!.Length));
        Assert.All(sheet.GetProperty("intervals").EnumerateArray(), static one => Assert.Equal(
            one.GetProperty("gapMegawattHours").GetDecimal(), Math.Max(0, one.GetProperty("expectedMegawattHours").GetDecimal() - one.GetProperty("contractedMegawattHours").GetDecimal())));
        Assert.Equal("economic", sheet.GetProperty("intervals")[0].GetProperty("bound").GetString());
        Assert.True(sheet.GetProperty("proposed").GetArrayLength() > 0);
        Assert.Contains(MarketBooks.Bid, sheet.GetProperty("bids").EnumerateArray().Select(static one => one.GetString()));
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync(path)).StatusCode);
        await PersonCaller.RefusedAsync(await finance.GetAsync(path), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await trader.GetAsync("/market-events/NO-SUCH"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");

        Assert.Equal("draft", (await PersonCaller.JsonAsync(await trader.PostAsync(path + "/proposals", new { number = "B-CALL-1" }))).GetProperty("state").GetString());
        await PersonCaller.RefusedAsync(await auditor.PostAsync(path + "/proposals", new { number = "B-CALL-2" }), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await trader.PostAsync("/market-events/NO-SUCH/proposals", new { number = "B-CALL-2" }), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
    }

    [Fact]
    public async Task What_a_bid_bought_stands_beside_what_was_planned_and_bid()
    {
        await MarketBooks.DecideAsync(site);
        using var trader = await PersonCaller.SignedInAsync(site, Role.Bidder);
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);

        var result = await trader.ReadAsync($"/bids/{MarketBooks.Bid}/result?version=1");
        Assert.Equal((24, 1, 0), (result.GetProperty("intervals").GetArrayLength(), result.GetProperty("counting").GetInt32(), result.GetProperty("findings").GetArrayLength()));
        var bought = result.GetProperty("intervals").EnumerateArray().First(static one => one.GetProperty("steps").GetArrayLength() > 0);
        Assert.Equal(bought.GetProperty("steps")[0].GetProperty("price").GetDecimal(), bought.GetProperty("price").GetDecimal());
        Assert.Equal(result.GetProperty("awardedMegawattHours").GetDecimal(), result.GetProperty("intervals").EnumerateArray().Sum(static one => one.GetProperty("awardedMegawattHours") is { ValueKind: System.Text.Json.JsonValueKind.Number } energy ? energy.GetDecimal() : 0));
        await PersonCaller.RefusedAsync(await finance.GetAsync($"/bids/{MarketBooks.Bid}/result"), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
        await PersonCaller.RefusedAsync(await trader.GetAsync($"/bids/{MarketBooks.Bid}/result?version=9"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
    }

    [Fact]
    public async Task A_settlement_is_read_line_by_line_computed_again_and_its_bills_drawn()
    {
        var settlement = await MarketBooks.SettleAsync(site);
        using var finance = await PersonCaller.SignedInAsync(site, Role.Finance);
        using var board = await PersonCaller.SignedInAsync(site, Role.Board);
        using var operations = await PersonCaller.SignedInAsync(site, Role.SystemAdministrator);
        var path = "/settlements/" + settlement.Name;

        var sheet = await finance.ReadAsync(path);
        Assert.Equal((settlement.BillDigest, settlement.Lines.Count), (sheet.GetProperty("summary").GetProperty("billDigest").GetString(), sheet.GetProperty("lines").GetArrayLength()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, sheet.GetProperty("summary").GetProperty("profit").ValueKind);
        Assert.Equal(settlement.Profit, (await board.ReadAsync(path)).GetProperty("summary").GetProperty("profit").GetDecimal());
        Assert.Empty((await finance.ReadAsync(path + "?differing=true")).GetProperty("lines").EnumerateArray());

        var check = await PersonCaller.JsonAsync(await finance.PostAsync(path + "/verifications"));
        Assert.Equal((settlement.Accounts, settlement.BillDigest), (check.GetProperty("bills").GetInt32(), check.GetProperty("digest").GetString()));
        Assert.Contains(await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.settlement-verified", 10, default), one => one.Actor == "user:" + finance.Person.Name && one.Data.Contains(settlement.Name, StringComparison.Ordinal));
        using var drawn = await finance.GetAsync(path + "/bill/pdf?account=DEMO-S1&voltage=10kV");
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (drawn.StatusCode, drawn.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(await drawn.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);

        await PersonCaller.RefusedAsync(await finance.GetAsync(path + "/bill/pdf?account=NOBODY&voltage=10kV"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
        await PersonCaller.RefusedAsync(await finance.GetAsync("/settlements/2020-01/1"), HttpStatusCode.NotFound, "RECORD_UNKNOWN");
        await PersonCaller.RefusedAsync(await finance.GetAsync("/settlements/nonsense/1"), HttpStatusCode.BadRequest, "REQUEST_WRONG");
        foreach (var hidden in new[] { path, path + "/bill/pdf?account=DEMO-S1&voltage=10kV" })
            await PersonCaller.RefusedAsync(await operations.GetAsync(hidden), HttpStatusCode.Forbidden, "PERMISSION_MISSING");

        await PersonCaller.RefusedAsync(await operations.PostAsync(path + "/verifications"), HttpStatusCode.Forbidden, "PERMISSION_MISSING");
    }
}
