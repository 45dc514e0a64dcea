using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Exchange.Pulling;

/// <summary>
/// The decisions of a poll: what to list, what to fetch, where the cursor goes. Documents that were fetched before are told apart by the
/// registry at reception, so listing too much costs time and nothing else.
/// </summary>
/// <remarks>Pure and thread-safe.</remarks>
public sealed class PullDecider(PullPolicy policy)
{
    /// <summary>A window is widened this often (times four) before the list is read from its beginning.</summary>
    private const int MostSteps = 6;

    /// <summary>The cursor of a party that was never polled.</summary>
    public static PullCursor Start(Party party, DateTimeOffset now) => new(party.Retailer, party.Id, 0, null, now, 0);

    /// <summary>The first request of a poll.</summary>
    public static PullRequest First(PullCursor cursor) => new PullRequest.ByCode(cursor.LastCode);

    /// <summary>What follows from a List answer.</summary>
    /// <param name="cursor">The cursor as stored.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="entries">The answer's entries, in any order.</param>
    /// <param name="limits">The partner's limits.</param>
    /// <param name="party">The party; its interval gives the next poll.</param>
    /// <param name="now">The present instant.</param>
    public PullPlan OnList(
        PullCursor cursor, PullRequest request, IReadOnlyList<ListedEntry> entries, PartnerLimits limits, Party party, DateTimeOffset now) =>
        request switch
        {
            PullRequest.ByCode byCode => OnListByCode(cursor, byCode, entries, limits, party, now),
            PullRequest.ByTime byTime => OnListByTime(cursor, byTime, entries, limits, party, now),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };

    private PullPlan OnListByCode(
        PullCursor cursor, PullRequest.ByCode request, IReadOnlyList<ListedEntry> entries, PartnerLimits limits, Party party, DateTimeOffset now)
    {
        if (WentBackwards(cursor, request, entries, limits, now))
        {
            var start = cursor.LastServerTimestamp!.Value - policy.TimeOverlap;
            return new PullPlan(
                [],
                new PullRequest.ByTime(start, End(now)),
                cursor,
                $"The codes of {party.Name} went backwards: entry {request.LastCode} is gone or another one. Listing by time from {start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}.",
                "pull.codes-went-backwards");
        }

        var fresh = entries.Where(entry => entry.Code > request.LastCode).OrderBy(entry => entry.Code).ToArray();
        var fetch = new List<PlannedFetch>(fresh.Length);
        var at = cursor;
        foreach (var entry in fresh)
        {
            at = at with { LastCode = entry.Code, LastServerTimestamp = entry.ServerTimestamp, Failures = 0, EntryFailures = 0 };
            fetch.Add(new PlannedFetch(entry, at));
        }

        var full = limits.MaxListEntries is { } max && entries.Count >= max && fresh.Length > 0;
        var after = at with { Failures = 0, NextPollAt = NextPoll(party, now) };
        return new PullPlan(fetch, full ? new PullRequest.ByCode(at.LastCode) : null, after);
    }

    /// <summary>
    /// The anchor is missing, or stands for something else. One that only grew too old to be listed proves nothing; without a known
    /// server time there is nothing to compare.
    /// </summary>
    private static bool WentBackwards(
        PullCursor cursor, PullRequest.ByCode request, IReadOnlyList<ListedEntry> entries, PartnerLimits limits, DateTimeOffset now)
    {
        if (request.LastCode == 0 || cursor.LastServerTimestamp is not { } known)
        {
            return false;
        }

        var anchor = entries.FirstOrDefault(entry => entry.Code == request.LastCode);
        if (anchor is not null)
        {
            return anchor.ServerTimestamp != known;
        }

        var tooOld = limits.MaxMessageAgeInDays is { } days && known + TimeSpan.FromDays(days) <= now;
        return !tooOld;
    }

    /// <summary>
    /// While listing by time the code of the cursor stays, so that an interrupted poll notices the same again; the last page gives the
    /// cursor the partner's new codes.
    /// </summary>
    private PullPlan OnListByTime(
        PullCursor cursor, PullRequest.ByTime request, IReadOnlyList<ListedEntry> entries, PartnerLimits limits, Party party, DateTimeOffset now)
    {
        if (entries.Count == 0)
        {
            return Widen(cursor, request, party, now);
        }

        var inOrder = entries.OrderBy(entry => entry.ServerTimestamp).ThenBy(entry => entry.Code).ToArray();
        var newest = inOrder[^1].ServerTimestamp;
        var fetch = inOrder.Select(entry => new PlannedFetch(entry, cursor with { Failures = 0, EntryFailures = 0 })).ToArray();
        if (limits.MaxListEntries is { } max && entries.Count >= max)
        {
            // A page whose entries all bear one instant would be asked for again and again: step over that instant.
            var from = newest > request.Start ? newest : newest + TimeSpan.FromMilliseconds(1);
            return new PullPlan(fetch, request with { Start = from }, cursor);
        }

        var last = inOrder.MaxBy(entry => entry.Code)!;
        var after = cursor with
        {
            LastCode = last.Code,
            LastServerTimestamp = last.ServerTimestamp,
            Failures = 0,
            EntryFailures = 0,
            NextPollAt = NextPoll(party, now),
        };
        return new PullPlan(fetch, null, after);
    }

    /// <summary>Nothing in the window: a wider one, and at last everything, for only an entry can tell where the partner's codes stand.</summary>
    private PullPlan Widen(PullCursor cursor, PullRequest.ByTime request, Party party, DateTimeOffset now)
    {
        if (request.Step < MostSteps)
        {
            var width = policy.TimeOverlap * Math.Pow(4, request.Step + 1);
            return new PullPlan([], request with { Start = cursor.LastServerTimestamp!.Value - width, Step = request.Step + 1 }, cursor);
        }

        return new PullPlan([], null, cursor with { LastCode = 0, LastServerTimestamp = null, Failures = 0, EntryFailures = 0, NextPollAt = NextPoll(party, now) });
    }

    /// <summary>A poll that could not list: the pause grows, the cursor stays.</summary>
    public PullPlan OnListFailed(PullCursor cursor, Party party, string text, TimeSpan? retryAfter, DateTimeOffset now)
    {
        var failures = cursor.Failures + 1;
        var pause = Sending.Backoff.After(failures, Longer(policy.FirstRetry, Interval(party)), Longer(policy.LongestRetry, Interval(party)), party.Id.Value);
        var after = cursor with { Failures = failures, NextPollAt = now + Longer(pause, retryAfter ?? TimeSpan.Zero) };
        return new PullPlan([], null, after, IsAlarm(failures) ? $"Polling {party.Name} failed {failures} times in a row: {text}" : null, "pull.failed");
    }

    /// <summary>
    /// An entry that could not be fetched. What will not change, and what failed too often, is poison: recorded and stepped over. Otherwise
    /// the poll ends here and the entry is tried first next time.
    /// </summary>
    /// <param name="cursor">The cursor before the entry.</param>
    /// <param name="fetch">The entry as it was planned.</param>
    /// <param name="transient">Whether trying again may help.</param>
    /// <param name="text">What failed.</param>
    /// <param name="party">The party.</param>
    /// <param name="now">The present instant.</param>
    public FetchFailure OnFetchFailed(PullCursor cursor, PlannedFetch fetch, bool transient, string text, Party party, DateTimeOffset now)
    {
        var failures = cursor.EntryFailures + 1;
        if (!transient || failures >= policy.PoisonAfter)
        {
            return new FetchFailure(true, fetch.Cursor, $"Entry {fetch.Entry.Code} ({fetch.Entry.Identification}) of {party.Name} is skipped: {text}");
        }

        var pause = Sending.Backoff.After(failures, policy.FirstRetry, policy.LongestRetry, party.Id.Value);
        return new FetchFailure(false, cursor with { EntryFailures = failures, NextPollAt = now + pause }, null);
    }

    private bool IsAlarm(int failures) => failures >= policy.AlarmAtFailure && (failures / policy.AlarmAtFailure) is var times
        && failures % policy.AlarmAtFailure == 0 && (times & (times - 1)) == 0;

    private static DateTimeOffset NextPoll(Party party, DateTimeOffset now) => now + Interval(party);

    /// <summary>The partner's clock may be ahead of ours; what it took in by then is wanted as well.</summary>
    private static DateTimeOffset End(DateTimeOffset now) => now + TimeSpan.FromDays(1);

    private static TimeSpan Interval(Party party) => TimeSpan.FromSeconds(Math.Max(1, party.PullEverySeconds));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}

/// <summary>What becomes of an entry that could not be fetched.</summary>
/// <param name="Skip">True when it is stepped over and the poll goes on; false when the poll ends.</param>
/// <param name="Cursor">The cursor to save.</param>
/// <param name="Alarm">A text for the operator when it is skipped.</param>
public sealed record FetchFailure(bool Skip, PullCursor Cursor, string? Alarm);
