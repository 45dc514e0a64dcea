using System.Net;
using System.Text.Json;
using IntegrationHub.Identity.People;
using IntegrationHub.Portal.Tests.Support;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Workflows.Engine.Notifying;

namespace IntegrationHub.Portal.Tests.Http;

/// <summary>What was told to whom and what became of it: who reads it, how it is searched, and that a walk over it misses nothing. Each test has a time of its own.</summary>
[Collection(PortalCollection.Name)]
public sealed class SentNoticeTests(PortalSite site)
{
    private static int _days;

    /// <summary>The first moment of a day long ago.</summary>
    private readonly DateTimeOffset _day = new DateTimeOffset(2019, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(Interlocked.Increment(ref _days));

    private string Day => $"{_day:yyyy-MM-dd}";

    [Fact]
    public async Task Words_about_customers_and_bids_are_for_who_may_read_them_and_numbers_for_nobody()
    {
        await KeepAsync("customer.bill", MessageState.Refused, "chen", "2026-10 账单已出", "+8613800000042");
        await TellAsync("task.overdue", await site.StartCaseAsync("NOTICED"), "Check <b>it</b> (NOTICED) was due");
        await TellAsync("task.overdue", Guid.NewGuid(), "Approve (BID-7) was due");

        var (all, page) = await BothAsync(Role.Staff);
        Assert.Equal(["task.overdue", "task.overdue", "customer.bill"], all.Select(static one => one.GetProperty("kind").GetString()));
        Assert.Equal(("chen", "2026-10 账单已出", "refused", "sms"), (Of(all[2], "to"), Of(all[2], "text"), Of(all[2], "state"), Of(all[2], "way")));
        Assert.Equal("…042", all[2].GetProperty("phones")[0].GetString());
        Assert.DoesNotContain("13800000042", page, StringComparison.Ordinal);
        Assert.Contains("taken by no gateway", page, StringComparison.Ordinal);
        Assert.Contains("Check &lt;b&gt;it&lt;/b&gt; (NOTICED)", page, StringComparison.Ordinal);

        // Whatever case it is of that nobody knows any more could be a bid's.
        Assert.Equal([null, "Check <b>it</b> (NOTICED) was due", "2026-10 账单已出"], all.Select(static one => Of(one, "text")));
        Assert.Equal("Approve (BID-7) was due", Of((await BothAsync(Role.Bidder)).All[0], "text"));

        (all, page) = await BothAsync(Role.SystemAdministrator);
        Assert.Equal(("", null, "…042"), (Of(all[2], "to"), Of(all[2], "text"), all[2].GetProperty("phones")[0].GetString()));
        Assert.DoesNotContain("chen", page, StringComparison.Ordinal);
        Assert.Contains("not for you to read", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_by_key_go_over_both_kinds_of_notices_once_each()
    {
        for (var i = 0; i < 4; i++)
        {
            await KeepAsync("customer.announcement", MessageState.Sent, $"person-{i}", "new", "+8613800000001");
            await TellAsync("process.notice", null, $"told {i}", $"{i}");
        }

        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        var whole = (await caller.ReadAsync(Question(""))).GetProperty("notices").EnumerateArray().Select(static one => Of(one, "id")).ToList();
        Assert.Equal(8, whole.Count);
        var walked = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = await caller.ReadAsync(Question($"&most=3&before={Uri.EscapeDataString(next)}"));
            walked.AddRange(page.GetProperty("notices").EnumerateArray().Select(static one => Of(one, "id")));
            next = Of(page, "next");
            Assert.True(walked.Count <= 8);
        }

        Assert.Equal(whole, walked);
    }

    [Fact]
    public async Task They_are_found_by_kind_state_and_time_and_a_wrong_question_is_told()
    {
        await KeepAsync("customer.bill", MessageState.Sent, "one", "a", "+8613800000001");
        await KeepAsync("customer.reminder", MessageState.Quiet, "two", "b", "+8613800000002");
        await TellAsync("delivery.warning", null, "near the band");

        using var caller = await PersonCaller.SignedInAsync(site, Role.Staff);
        Assert.Equal(["customer.reminder"], await KindsAsync("&kind=customer.r"));
        Assert.Equal(["customer.reminder"], await KindsAsync("&state=quiet"));
        Assert.Equal(["delivery.warning"], await KindsAsync("&state=shown"));
        Assert.Empty((await caller.ReadAsync($"/operations/notices?from={_day.AddDays(1000):yyyy-MM-dd}&to={_day.AddDays(1000):yyyy-MM-dd}")).GetProperty("notices").EnumerateArray());
        foreach (var (question, code) in new[] { ("kind=NO", "NOTICE_KIND"), ("state=lost", "NOTICE_STATE"), ("from=yesterday", "NOTICE_TIME"), ("before=here", "NOTICE_PLACE") })
            await PersonCaller.RefusedAsync(await caller.GetAsync("/operations/notices?" + question), HttpStatusCode.UnprocessableEntity, code);

        Assert.Equal(HttpStatusCode.BadRequest, (await caller.GetAsync("/operations/notices?most=0")).StatusCode);
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(Role.Staff));
        Assert.Contains("role=\"alert\"", await client.ReadAsync("/operations/notices?state=lost"), StringComparison.Ordinal);

        async Task<IEnumerable<string?>> KindsAsync(string more) => (await caller.ReadAsync(Question(more))).GetProperty("notices").EnumerateArray().Select(static one => Of(one, "kind"));
    }

    private string Question(string more) => $"/operations/notices?from={Day}&to={Day}{more}";

    private async Task<(IReadOnlyList<JsonElement> All, string Page)> BothAsync(Role role)
    {
        using var caller = await PersonCaller.SignedInAsync(site, role);
        using var client = await PortalClient.SignedInAsync(site, PortalSite.Person(role));
        return ([.. (await caller.ReadAsync(Question(""))).GetProperty("notices").EnumerateArray()], await client.ReadAsync(Question("")));
    }

    private static string? Of(JsonElement one, string name) => one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private async Task KeepAsync(string kind, MessageState state, string to, string text, string phone)
    {
        var message = new StoredMessage(MessageBook.KeyOf(_day, kind, to), kind, MessageWay.Sms, to, state, _day, text) { Phones = [StoredMessage.HintOf(phone)] };
        Assert.Equal(RecordResult.Saved, await site.Get<IBusinessRecords>().SaveAsync([await site.Get<MessageBook>().BesideAsync(message, default)], [], "hub", default));
    }

    private Task TellAsync(string kind, Guid? instance, string text, string mark = "") => site.Get<INotifier>().SendAsync(
        [new($"{Day}-{kind}-{instance:N}{mark}", NoticeChannel.Page, "clerks", IsRole: true, kind, text, instance, null, _day.AddHours(kind == "task.overdue" && instance is not null ? text.Contains("BID", StringComparison.Ordinal) ? 2 : 1 : 0))], default);
}
