using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Portal.Live;

/// <summary>
/// Wakes all streams from one look into the store: what is new among the events, and which sessions are good still. Where nobody listens nobody looks.
/// </summary>
internal sealed partial class LiveStreams(IExchangeReader exchanges, SessionService sessions, TimeProvider time, ILogger<LiveStreams> logger) : BackgroundService
{
    /// <summary>Tabs of one person in one session.</summary>
    public const int MostOfSession = 6;

    /// <summary>In all: half of the connections that the doors take.</summary>
    public const int Most = 500;

    /// <summary>Events looked at. If none of them is known, more than these are new, and of every topic something may be.</summary>
    private const int Window = 100;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How often sessions are judged: as long may a stream outlive one that was ended.</summary>
    private static readonly TimeSpan Judge = TimeSpan.FromSeconds(5);

    /// <summary>How often figures that move by themselves are read anew; nodes tell of themselves twice a minute.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>An event counts from the time that its transaction gave it, and is seen when that commits.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromSeconds(10);

    private readonly Lock _turn = new();
    private readonly HashSet<LiveStream> _streams = [];
    private readonly SemaphoreSlim _listened = new(0);
    private IReadOnlyList<EventMark> _seen = [];
    private bool _ended;

    /// <summary>A stream for somebody; <c>null</c> when there are too many.</summary>
    public LiveStream? Open(SignedIn who, Visitor visitor, LiveTopics topics)
    {
        var stream = new LiveStream(who, visitor, topics);
        lock (_turn)
        {
            if (_ended || _streams.Count >= Most || _streams.Count(other => other.Who.Session == who.Session) >= MostOfSession)
                return null;

            _streams.Add(stream);
        }

        _listened.Release();
        return stream;
    }

    public void Close(LiveStream stream)
    {
        lock (_turn)
            _streams.Remove(stream);
    }

    /// <summary>What changed since an instant, as far as is remembered; everything where that is not far enough.</summary>
    public async Task<LiveTopics> SinceAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var events = await exchanges.RecentMarksAsync(RetailerId.Default, Window, cancellationToken);
        var from = instant - LongestCommit;
        return events.Count == Window && events[^1].At >= from
            ? LiveTopics.All
            : events.Where(mark => mark.At >= from).Aggregate(LiveTopics.None, static (topics, mark) => topics | LiveTopicRules.Of(mark.Kind));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_turn)
            _ended = true;

        foreach (var stream in Snapshot())
            stream.End();

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var judged = time.GetUtcNow();
        var beaten = judged;
        try
        {
            while (true)
            {
                if (Snapshot() is not { Count: > 0 } streams)
                {
                    await _listened.WaitAsync(stoppingToken);
                    _seen = [];
                    continue;
                }

                try
                {
                    await TellAsync(streams, stoppingToken);
                    if (time.GetUtcNow() - judged >= Judge)
                    {
                        await JudgeAsync(streams, stoppingToken);
                        judged = time.GetUtcNow();
                    }

                    if (time.GetUtcNow() - beaten >= Beat)
                    {
                        foreach (var stream in streams)
                            stream.Tell(LiveTopics.Operations);

                        beaten = time.GetUtcNow();
                    }
                }
                catch (StorageUnavailableException away)
                {
                    LogAway(logger, away.Message);
                }

                await Task.Delay(Look, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub ends.
        }
    }

    private async Task TellAsync(IReadOnlyList<LiveStream> streams, CancellationToken cancellationToken)
    {
        var (before, now) = (_seen, await exchanges.RecentMarksAsync(RetailerId.Default, Window, cancellationToken));
        _seen = now;
        var known = before.Select(static mark => mark.Id).ToHashSet();
        // The first look of all has nothing to compare with; what just happened may have happened since its page was made.
        var since = before.Count == 0 ? time.GetUtcNow() - LongestCommit : DateTimeOffset.MinValue;
        List<EventMark> fresh = [.. now.Where(mark => !known.Contains(mark.Id) && mark.At >= since)];
        var changed = fresh.Count == Window ? LiveTopics.All : fresh.Aggregate(LiveTopics.None, static (topics, mark) => topics | LiveTopicRules.Of(mark.Kind));
        foreach (var stream in streams)
            stream.Tell(changed);
    }

    /// <summary>Ended, expired, idle, without its certificate, switched off, or with other roles than at the beginning: the stream ends.</summary>
    private async Task JudgeAsync(IReadOnlyList<LiveStream> streams, CancellationToken cancellationToken)
    {
        var good = await sessions.StillGoodAsync([.. streams.Select(static stream => (stream.Who.Session, stream.Visitor))], cancellationToken);
        foreach (var stream in streams.Where(stream => !good.TryGetValue(stream.Who.Session, out var now) || !now.Permissions.SetEquals(stream.Who.Permissions)))
            stream.End();
    }

    private List<LiveStream> Snapshot()
    {
        lock (_turn)
            return [.. _streams];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Live lists wait: the store does not answer ({Detail}).")]
    private static partial void LogAway(ILogger logger, string detail);
}
