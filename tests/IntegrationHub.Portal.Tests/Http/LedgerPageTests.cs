using System.Net;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>The ledger as an auditor searches it: on the page, in files, and by calls.</summary>
[Collection(PortalCollection.Name)]
public sealed class LedgerPageTests(PortalSite site)
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Entries_are_found_by_kind_actor_subject_and_time_and_paged()
    {
        var who = await MakeAsync(120);
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        var page = await auditor.ReadAsync($"/ledger?actor={who}&kind=test.");
        Assert.Equal(50, Count(page));
        var older = Between(page, "&amp;before=", "\"");
        var next = await auditor.ReadAsync($"/ledger?actor={who}&kind=test.&before={older}");
        Assert.Equal(50, Count(next));
        Assert.Equal(20, Count(await auditor.ReadAsync($"/ledger?actor={who}&kind=test.&before={Between(next[next.IndexOf("class=\"more\"", StringComparison.Ordinal)..], "&amp;before=", "\"")}")));
        Assert.Equal(40, Count(await auditor.ReadAsync($"/ledger?actor={who}&kind=test.third")));
        Assert.Equal(1, Count(await auditor.ReadAsync($"/ledger?actor={who}&subject={site.Exchanges["accepted"]}")));
        // The market is eight hours ahead: its noon is the first of them.
        Assert.Equal(10, Count(await auditor.ReadAsync($"/ledger?actor={who}&from=2026-03-01T12:00&to=2026-03-01T12:10")));
        Assert.Equal(0, Count(await auditor.ReadAsync($"/ledger?actor={who}&from=2026-03-02")));
        var look = (await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.ledger", 1, default))[0];
        Assert.Equal("user:" + PortalSite.Person(Role.Auditor).Name, look.Actor);
        Assert.Contains($"actor={who}", JsonDocument.Parse(look.Data).RootElement.GetProperty("question").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_searched_says_so_and_leaves_no_file()
    {
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var page = await auditor.ReadAsync("/ledger?subject=CONTRACT-1&kind=%25&from=yesterday");
        foreach (var code in new[] { EventSearchText.NoSubject, EventSearchText.NoKind, EventSearchText.NoInstant })
            Assert.Contains(code, page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, (await auditor.GetAsync("/ledger/export?subject=CONTRACT-1")).StatusCode);
        using var caller = await PersonCaller.SignedInAsync(site, Role.Auditor);
        var refused = await PersonCaller.RefusedAsync(await caller.GetAsync("/ledger/events?subject=CONTRACT-1&actor=%01"), HttpStatusCode.UnprocessableEntity, EventSearchText.NoSubject);
        Assert.Equal(2, refused.GetProperty("findings").GetArrayLength());
    }

    [Fact]
    public async Task What_is_found_is_a_file_of_rows_or_of_lines_in_which_nothing_is_a_formula()
    {
        var who = await MakeAsync(620);
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));

        var rows = (await auditor.ReadAsync($"/ledger/export?actor={Uri.EscapeDataString("=" + who)}&kind=test.")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, rows.Length - 1);
        Assert.Contains($",'={who},", rows[1], StringComparison.Ordinal);
        Assert.Equal(620, (await auditor.ReadAsync($"/ledger/export?actor={who}&kind=test.")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);

        using var answer = await auditor.GetAsync($"/ledger/export?actor={who}&kind=test.&format=lines");
        Assert.Equal("application/jsonl", answer.Content.Headers.ContentType!.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(620, lines.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("619", JsonDocument.Parse(lines[0]).RootElement.GetProperty("facts").GetProperty("number").GetString());
        var looks = await site.Get<IExchangeReader>().RecentEventsAsync(RetailerId.Default, "look.ledger", 3, default);
        Assert.Contains("export jsonl", looks[0].Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_has_an_address_of_its_own_with_its_place_in_the_tree()
    {
        var who = await MakeAsync(1);
        using var caller = await PersonCaller.SignedInAsync(site, Role.Auditor);
        var id = (await caller.ReadAsync($"/ledger/events?actor={who}&kind=test."))[0].GetProperty("id").GetGuid();
        var entry = await caller.ReadAsync($"/ledger/events/{id}");
        for (var tries = 0; tries < 100 && entry.GetProperty("position").ValueKind == JsonValueKind.Null; tries++)
        {
            await Task.Delay(100);
            entry = await caller.ReadAsync($"/ledger/events/{id}");
        }

        Assert.True(entry.GetProperty("matches").GetBoolean());
        Assert.Equal("0", entry.GetProperty("event").GetProperty("facts").GetProperty("number").GetString());
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var page = await auditor.ReadAsync($"/ledger/{id}");
        foreach (var shown in new[] { id.ToString(), who, entry.GetProperty("digest").GetString()!, "test.first" })
            Assert.Contains(shown, page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync($"/ledger/{Guid.CreateVersion7()}")).StatusCode);
        await PersonCaller.RefusedAsync(await caller.GetAsync($"/ledger/events/{Guid.CreateVersion7()}"), HttpStatusCode.NotFound, "EVENT_UNKNOWN");
    }

    [Fact]
    public async Task A_day_is_one_of_the_market_and_ends_with_itself_on_the_page_in_calls_and_in_files()
    {
        // From noon of the market on, one a minute: the last ten are of the day after.
        var who = await MakeAsync(730);
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        using var caller = await PersonCaller.SignedInAsync(site, Role.Auditor);
        foreach (var (span, count) in new[] { ("from=2026-03-02", 10), ("to=2026-03-01", 720), ("from=2026-03-01T12:00&to=2026-03-01T12:10", 10), ("from=2026-03-01T04:00:00Z&to=2026-03-01T04:10:00Z", 10) })
        {
            Assert.Equal((span, count), (span, (await caller.ReadAsync($"/ledger/events?actor={who}&kind=test.&most=1000&{span}")).GetArrayLength()));
            Assert.Equal((span, count), (span, (await auditor.ReadAsync($"/ledger/export?actor={who}&kind=test.&{span}")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1));
            Assert.Equal((span, Math.Min(count, 50)), (span, Count(await auditor.ReadAsync($"/ledger?actor={who}&kind=test.&{span}"))));
        }
    }

    [Fact]
    public async Task What_tells_of_bids_without_a_document_is_withheld_from_who_may_not_read_bids()
    {
        var who = $"b{Guid.NewGuid():N}";
        ExchangeEvent Of(string kind, Guid? about, int minute) => new(Guid.CreateVersion7(Begin.AddMinutes(minute)), Begin.AddMinutes(minute), kind, about, null, "user:" + who, """{"note":"B-77 of DA-7"}""");
        await site.Get<IReceptionStore>().RecordEventsAsync(
            RetailerId.Default, [Of("bid.propose", null, 1), Of("bid-terms.saved", null, 2), Of("test.bid", site.Exchanges["bid"], 3), Of("test.prices", site.Exchanges["accepted"], 4), Of("user.test", null, 5)], default);
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        using var audit = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.AuditAdministrator));
        using var caller = await PersonCaller.SignedInAsync(site, Role.AuditAdministrator);

        Assert.Equal(5, (await auditor.ReadAsync($"/ledger?actor={who}")).Split("B-77").Length - 1);
        Assert.Equal(2, (await audit.ReadAsync($"/ledger?actor={who}")).Split("B-77").Length - 1);
        Assert.Equal(2, (await audit.ReadAsync($"/ledger/export?actor={who}")).Split("B-77").Length - 1);
        var seen = (await caller.ReadAsync($"/ledger/events?actor={who}")).EnumerateArray().Where(static one => one.GetProperty("facts").TryGetProperty("note", out _)).Select(static one => one.GetProperty("kind").GetString());
        Assert.Equal(["user.test", "test.prices"], seen);
    }

    [Fact]
    public async Task An_entry_of_a_case_leads_to_the_case()
    {
        var instance = await site.StartCaseAsync($"L-{Guid.NewGuid():N}");
        using var auditor = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Auditor));
        var page = await auditor.ReadAsync($"/ledger?subject={instance}");
        Assert.True(Count(page) > 0);
        Assert.Contains($"/processes/{instance}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/exchanges/{instance}", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync($"/processes/{instance}")).StatusCode);
    }

    private static int Count(string page) => page.Split("<td class=\"num\"><a href=\"/ledger/").Length - 1;

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    /// <summary>Entries of somebody whom nobody else is, one a minute from noon on, and one of a name that is a formula.</summary>
    private async Task<string> MakeAsync(int number)
    {
        var who = $"t{Guid.NewGuid():N}";
        string[] kinds = ["test.first", "test.second", "test.third"];
        var made = Enumerable.Range(0, number).Select(index =>
        {
            var at = Begin.AddMinutes(index);
            return new ExchangeEvent(Guid.CreateVersion7(at), at, kinds[index % 3], index == 0 ? site.Exchanges["accepted"] : null, null, "user:" + who, $$"""{"number":"{{index}}"}""");
        });
        await site.Get<IReceptionStore>().RecordEventsAsync(RetailerId.Default, [.. made, new ExchangeEvent(Guid.CreateVersion7(Begin), Begin, "test.formula", null, null, "=" + who, "{}")], default);
        return who;
    }
}
