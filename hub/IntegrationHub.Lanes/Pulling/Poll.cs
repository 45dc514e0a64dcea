using System.Collections.Concurrent;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Pulling;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Lanes.Partners;
using IntegrationHub.Lanes.Sending;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Pulling;

/// <summary>One poll of one party: list, fetch what is new, commit document by document, until the list is read to its end.</summary>
public sealed partial class Poll(
    IPullStore cursors,
    IReceptionStore registry,
    IPartnerService partner,
    IAnswerReader reader,
    ReceptionPipeline reception,
    PartnerLimitsCache limitsOf,
    EndpointHealth health,
    PullDecider decider,
    RequestPaces paces,
    LaneOptions options,
    IIdSource ids,
    TimeProvider time,
    ILogger<Poll> logger)
{
    /// <summary>Pages of one poll; a list that does not end by then goes on at the next poll.</summary>
    private const int MostPages = 1_000;

    /// <summary>When a list last did not reach a party; kept in memory, for what answered since is known to this process alone.</summary>
    private readonly ConcurrentDictionary<PartyId, DateTimeOffset> _missedAt = new();

    /// <summary>Polls if the party is due and no other node does.</summary>
    /// <returns>When the next poll is due, or <c>null</c> when another node polls.</returns>
    public async Task<DateTimeOffset?> RunAsync(Party party, Party self, CancellationToken cancellationToken)
    {
        var held = await cursors.TryHoldAsync(party.Retailer, party.Id, cancellationToken);
        if (held is null)
        {
            return null;
        }

        await using (held)
        {
            var now = time.GetUtcNow();
            var cursor = await cursors.FindAsync(party.Retailer, party.Id, cancellationToken) ?? PullDecider.Start(party, now);
            var due = DueAt(party, cursor);
            if (due > now)
            {
                return due;
            }

            using var watch = LaneTelemetry.BeginPoll(party);
            return await PollAsync(party, self, cursor, watch, cancellationToken);
        }
    }

    /// <summary>
    /// A party that was missed and has answered anything since, a document that was sent say, is listed again after its usual interval: the pause
    /// that grew while it was away is over.
    /// </summary>
    private DateTimeOffset DueAt(Party party, PullCursor cursor)
    {
        if (cursor.Failures == 0)
        {
            _missedAt.TryRemove(party.Id, out _);
            return cursor.NextPollAt;
        }

        if (!_missedAt.TryGetValue(party.Id, out var missedAt) || !health.AnsweredSince(party, missedAt))
        {
            return cursor.NextPollAt;
        }

        var usual = missedAt + TimeSpan.FromSeconds(Math.Max(1, party.PullEverySeconds));
        return usual < cursor.NextPollAt ? usual : cursor.NextPollAt;
    }

    private async Task<DateTimeOffset> PollAsync(Party party, Party self, PullCursor cursor, LaneTelemetry.PollWatch watch, CancellationToken cancellationToken)
    {
        if (health.Start(party) is not { } endpoint)
        {
            return health.NextTrial(party) ?? time.GetUtcNow() + options.LookEvery;
        }

        var limits = await limitsOf.OfAsync(party, endpoint, cancellationToken);
        PullRequest? request = PullDecider.First(cursor);
        for (var page = 0; page < MostPages && request is not null; page++)
        {
            await paces.WaitAsync(party.Id, RequestKind.List, limits.ListRequestsPerMinute, cancellationToken);
            var begun = time.GetTimestamp();
            var (entries, failure) = await ListAsync(party, endpoint, request, limits, cancellationToken);
            var took = time.GetElapsedTime(begun);
            if (entries is null)
            {
                health.Failed(party, endpoint.Name, failure.Text, took);
                Missed(party, failure.NotDelivered);
                var failed = decider.OnListFailed(cursor, party, failure.Text, failure.RetryAfter, time.GetUtcNow());
                if (failed.Alarm is { } noAnswer)
                {
                    LogAlarm(party.Name, noAnswer);
                }

                await SaveAsync(failed.After, failed.EventKind ?? "pull.failed", failed.Alarm ?? failure.Text, party, cancellationToken);
                return failed.After.NextPollAt;
            }

            health.Answered(party, endpoint.Name, took);
            var plan = decider.OnList(cursor, request, entries, limits, party, time.GetUtcNow());
            if (plan.Alarm is { } alarm)
            {
                LogAlarm(party.Name, alarm);
                await SaveAsync(cursor, plan.EventKind ?? "pull.alarm", alarm, party, cancellationToken);
            }

            foreach (var fetch in plan.Fetch)
            {
                if (await IsKnownAsync(fetch.Entry, self, request, cancellationToken))
                {
                    cursor = fetch.Cursor;
                    continue;
                }

                var fetched = await FetchAsync(party, endpoint, cursor, fetch, limits, cancellationToken);
                cursor = fetched.Cursor;
                if (!fetched.Skip)
                {
                    return cursor.NextPollAt;
                }

                watch.Fetched();
            }

            request = plan.Next;
            if (request is null)
            {
                cursor = plan.After;
            }
        }

        await cursors.SaveAsync(cursor, [], cancellationToken);
        watch.Read();
        return cursor.NextPollAt;
    }

    /// <summary>Only what did not arrive: whoever answered a list with a fault means its pause.</summary>
    private void Missed(Party party, bool notDelivered)
    {
        if (notDelivered)
        {
            _missedAt[party.Id] = time.GetUtcNow();
        }
        else
        {
            _missedAt.TryRemove(party.Id, out _);
        }
    }

    private async Task<(IReadOnlyList<ListedEntry>? Entries, ListFailure Failure)> ListAsync(
        Party party, PartyEndpoint endpoint, PullRequest request, PartnerLimits limits, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.RequestTimeout);
        var answer = await partner.ListAsync(party, endpoint, request.ToQuery(limits), timeout.Token);
        if (answer is not PartnerAnswer.Response response)
        {
            var (text, retryAfter) = Describe(answer);
            return (null, new ListFailure(text, retryAfter, answer is PartnerAnswer.NotDelivered));
        }

        var entries = reader.ReadList(response.Body, out var problem);
        return (entries, new ListFailure(problem, RetryAfter: null, NotDelivered: false));
    }

    /// <summary>Our own documents are listed to us as well; and what was pushed to us, or came with an answer, need not be fetched again.</summary>
    private async Task<bool> IsKnownAsync(ListedEntry entry, Party self, PullRequest request, CancellationToken cancellationToken)
    {
        if (string.Equals(entry.Owner, self.Code.Value, StringComparison.Ordinal))
        {
            return true;
        }

        // After codes went backwards everything is compared by content again.
        // An entry that states no version may be any revision, so it is fetched.
        return request is PullRequest.ByCode && entry is { Owner.Length: > 0, Version: { } version }
            && await registry.FindAsync(options.Retailer, new DocumentKey(entry.Owner, entry.Identification, version), cancellationToken) is not null;
    }

    private async Task<FetchFailure> FetchAsync(
        Party party, PartyEndpoint endpoint, PullCursor cursor, PlannedFetch fetch, PartnerLimits limits, CancellationToken cancellationToken)
    {
        await paces.WaitAsync(party.Id, RequestKind.Get, limits.GetRequestsPerMinute, cancellationToken);
        PartnerAnswer answer;
        var begun = time.GetTimestamp();
        using (var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            timeout.CancelAfter(options.RequestTimeout);
            answer = await partner.GetAsync(party, endpoint, fetch.Entry.Code, timeout.Token);
        }

        if (answer is PartnerAnswer.Response response)
        {
            health.Answered(party, endpoint.Name, time.GetElapsedTime(begun));
            var incoming = new IncomingMessage
            {
                Retailer = party.Retailer,
                Party = party,
                Channel = Channel.Pull,
                Body = response.Body,
                ReceivedAt = time.GetUtcNow(),
                Cursor = fetch.Cursor,
            };
            await reception.ReceiveAsync(incoming, cancellationToken);
            return new FetchFailure(true, fetch.Cursor, null);
        }

        var transient = answer is PartnerAnswer.AnswerLost or PartnerAnswer.Fault { Transient: true } or PartnerAnswer.NotDelivered { Transient: true };
        var (text, _) = Describe(answer);
        var failure = decider.OnFetchFailed(cursor, fetch, transient, text, party, time.GetUtcNow());
        if (failure.Alarm is { } alarm)
        {
            LogAlarm(party.Name, alarm);
        }

        await SaveAsync(failure.Cursor, failure.Skip ? "pull.poison-skipped" : "pull.fetch-failed", failure.Alarm ?? text, party, cancellationToken);
        return failure;
    }

    private ValueTask SaveAsync(PullCursor cursor, string kind, string text, Party party, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text });
        return cursors.SaveAsync(cursor, [new ExchangeEvent(ids.Next(now), now, kind, null, party.Id.Value, "hub", data)], cancellationToken);
    }

    private static (string Text, TimeSpan? RetryAfter) Describe(PartnerAnswer answer) => answer switch
    {
        PartnerAnswer.Fault fault => ($"{fault.Code}: {fault.Reason}", fault.RetryAfter),
        PartnerAnswer.NotDelivered failed => (failed.Text, null),
        PartnerAnswer.AnswerLost lost => (lost.Text, null),
        _ => ("", null),
    };

    /// <summary>Why there is no list.</summary>
    /// <param name="Text">What happened.</param>
    /// <param name="RetryAfter">What the partner asked for.</param>
    /// <param name="NotDelivered">Nothing of the partner's came back.</param>
    private readonly record struct ListFailure(string Text, TimeSpan? RetryAfter, bool NotDelivered);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alarm while polling {Party}: {Alarm}")]
    private partial void LogAlarm(string party, string alarm);
}
