using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Tests.Doubles;

namespace IntegrationHub.Exchange.Tests.Pulling;

public sealed class PullDeciderTests
{
    private static readonly DateTimeOffset Now = TestClock.Start;
    private static readonly Party Center = TestParties.Center;
    private readonly PullDecider _decider = new(new PullPolicy());

    [Fact]
    public void The_first_poll_lists_from_the_beginning_and_fetches_in_order_with_a_cursor_each()
    {
        var plan = List(PullDecider.Start(Center, Now), PartnerLimits.Unknown, Entry(2), Entry(1));
        Assert.Equal([1, 2], plan.Fetch.Select(fetch => fetch.Entry.Code));
        Assert.Equal([1, 2], plan.Fetch.Select(fetch => fetch.Cursor.LastCode));
        Assert.Null(plan.Next);
        Assert.Equal(Now.AddSeconds(30), plan.After.NextPollAt);
    }

    [Fact]
    public void The_next_poll_asks_for_the_last_entry_again_as_an_anchor_and_fetches_what_is_newer()
    {
        var cursor = At(5);
        Assert.Equal(4, PullDecider.First(cursor).ToQuery(PartnerLimits.Unknown).AfterCode);
        var plan = List(cursor, PartnerLimits.Unknown, Entry(5), Entry(6));
        Assert.Equal([6], plan.Fetch.Select(fetch => fetch.Entry.Code));
        Assert.Null(plan.Alarm);
    }

    [Fact]
    public void A_full_page_is_followed_by_the_next()
    {
        var limits = new PartnerLimits { MaxListEntries = 3 };
        var plan = List(At(5), limits, Entry(5), Entry(6), Entry(7));
        Assert.Equal(new PullRequest.ByCode(7), plan.Next);
        Assert.Null(List(At(5), limits, Entry(5), Entry(6)).Next);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Codes_that_went_backwards_raise_an_alarm_and_are_listed_by_time(bool codeWasGivenAnew)
    {
        var cursor = At(500);
        var plan = codeWasGivenAnew
            ? List(cursor, PartnerLimits.Unknown, Entry(500) with { ServerTimestamp = Now.AddHours(3) })
            : List(cursor, PartnerLimits.Unknown);

        Assert.NotNull(plan.Alarm);
        Assert.Equal("pull.codes-went-backwards", plan.EventKind);
        var byTime = Assert.IsType<PullRequest.ByTime>(plan.Next);
        Assert.True(byTime.Start < cursor.LastServerTimestamp);
        Assert.Equal(IntervalType.Server, byTime.ToQuery(PartnerLimits.Unknown).IntervalType);
    }

    [Fact]
    public void Listing_by_time_fetches_everything_and_then_goes_on_from_the_partners_new_codes()
    {
        var cursor = At(500);
        var request = new PullRequest.ByTime(Now.AddHours(-1), Now.AddDays(1));
        var plan = _decider.OnList(cursor, request, [Entry(301), Entry(300)], PartnerLimits.Unknown, Center, Now);

        Assert.Equal([300, 301], plan.Fetch.Select(fetch => fetch.Entry.Code));
        Assert.All(plan.Fetch, fetch => Assert.Equal(500, fetch.Cursor.LastCode));
        Assert.Equal(301, plan.After.LastCode);
        Assert.Null(plan.Next);
    }

    [Fact]
    public void An_empty_window_is_widened_and_at_last_everything_is_listed()
    {
        var cursor = At(500);
        PullRequest? request = new PullRequest.ByTime(Now.AddHours(-1), Now.AddDays(1));
        PullPlan plan;
        var requests = 0;
        do
        {
            plan = _decider.OnList(cursor, request, [], PartnerLimits.Unknown, Center, Now);
            request = plan.Next;
            requests++;
        }
        while (request is not null && requests < 100);

        Assert.Equal(0, plan.After.LastCode);
        Assert.InRange(requests, 2, 20);
    }

    [Fact]
    public void A_page_by_time_whose_entries_share_one_instant_is_stepped_over()
    {
        var limits = new PartnerLimits { MaxListEntries = 2 };
        var request = new PullRequest.ByTime(Now, Now.AddDays(1));
        var plan = _decider.OnList(At(9), request, [Entry(1) with { ServerTimestamp = Now }, Entry(2) with { ServerTimestamp = Now }], limits, Center, Now);
        Assert.True(Assert.IsType<PullRequest.ByTime>(plan.Next).Start > Now);
    }

    [Fact]
    public void An_anchor_that_grew_too_old_proves_nothing()
    {
        var limits = new PartnerLimits { MaxMessageAgeInDays = 30 };
        var old = At(500) with { LastServerTimestamp = Now.AddDays(-31) };
        Assert.Null(List(old, limits, Entry(501)).Alarm);
        Assert.NotNull(List(old with { LastServerTimestamp = Now.AddDays(-29) }, limits, Entry(501)).Alarm);
    }

    [Fact]
    public void A_poison_document_is_stepped_over_at_once_and_does_not_stop_the_rest()
    {
        var plan = List(At(5), PartnerLimits.Unknown, Entry(5), Entry(6), Entry(7));
        var failure = _decider.OnFetchFailed(At(5), plan.Fetch[0], transient: false, "GET-007", Center, Now);
        Assert.True(failure.Skip);
        Assert.Equal(6, failure.Cursor.LastCode);
        Assert.NotNull(failure.Alarm);
    }

    [Fact]
    public void An_entry_that_fails_for_the_moment_is_tried_again_and_is_poison_after_the_fifth_time()
    {
        var cursor = At(5);
        var fetch = List(cursor, PartnerLimits.Unknown, Entry(5), Entry(6)).Fetch[0];
        for (var i = 1; i < 5; i++)
        {
            var failure = _decider.OnFetchFailed(cursor, fetch, transient: true, "timeout", Center, Now);
            Assert.False(failure.Skip);
            Assert.Equal((5, i), (failure.Cursor.LastCode, failure.Cursor.EntryFailures));
            Assert.True(failure.Cursor.NextPollAt > Now);
            cursor = failure.Cursor;
        }

        Assert.True(_decider.OnFetchFailed(cursor, fetch, transient: true, "timeout", Center, Now).Skip);
    }

    [Fact]
    public void A_list_that_fails_backs_off_keeps_the_cursor_and_calls_nobody_every_time()
    {
        var cursor = At(5);
        var alarms = 0;
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 50; i++)
        {
            var plan = _decider.OnListFailed(cursor, Center, "refused", null, Now);
            alarms += plan.Alarm is null ? 0 : 1;
            pauses.Add(plan.After.NextPollAt - Now);
            cursor = plan.After;
        }

        Assert.Equal(5, cursor.LastCode);
        Assert.InRange(alarms, 1, 6);
        Assert.True(pauses[^1] > pauses[0]);
        Assert.All(pauses, pause => Assert.True(pause <= new PullPolicy().LongestRetry));
        Assert.Equal(0, List(cursor, PartnerLimits.Unknown, Entry(5)).After.Failures);
    }

    [Fact]
    public void A_partner_that_names_a_pause_gets_it() =>
        Assert.Equal(Now.AddMinutes(20), _decider.OnListFailed(At(5), Center, "rate", TimeSpan.FromMinutes(20), Now).After.NextPollAt);

    private PullPlan List(PullCursor cursor, PartnerLimits limits, params ListedEntry[] entries) =>
        _decider.OnList(cursor, PullDecider.First(cursor), entries, limits, Center, Now);

    private static PullCursor At(long code) => new(RetailerId.Default, Center.Id, code, Stamp(code), Now, 0);

    private static ListedEntry Entry(long code) => new(code, $"doc-{code}", 1, "Publication_MarketDocument", Stamp(code));

    private static DateTimeOffset Stamp(long code) => Now.AddMinutes(-1000 + code);
}
