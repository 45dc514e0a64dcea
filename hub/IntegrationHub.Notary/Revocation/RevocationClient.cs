using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Notary.Revocation;

/// <summary>
/// Keeps revocation data from configured addresses at hand, ahead of need, and answers from what it holds. Addresses inside certificates
/// are never followed. The CRL of an authority speaks for all its certificates; its OCSP responder is asked about the watched ones.
/// </summary>
/// <remarks>
/// Thread-safe, but for one <see cref="RefreshAsync"/> at a time. Judging opens no connection: somebody calls <see cref="RefreshAsync"/>
/// again and again, when <see cref="NextDue"/> comes or <see cref="WaitForNewsAsync"/> returns.
/// </remarks>
public sealed class RevocationClient : IRevocationSource, ICertificateRevocation
{
    /// <summary>Certificates that are watched at once. Only bound and own ones are, so that no stranger fills it.</summary>
    private const int MostWatched = 4096;

    /// <summary>Addresses that are asked at the same time.</summary>
    private const int AtOnce = 4;

    private readonly IReadOnlyList<RevocationService> services;
    private readonly RevocationPlan plan;
    private readonly RevocationFolder? folder;
    private readonly TimeProvider time;
    private readonly RevocationCache cache;
    private readonly RevocationFetch fetch;
    private readonly IReadOnlyList<RevocationFeed> lists;
    private readonly ConcurrentDictionary<(int Service, string Serial), RevocationFeed> watched = new();
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> words = new();
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="services">One per authority.</param>
    /// <param name="policy">What counts when data is stale or missing.</param>
    /// <param name="plan">When data is fetched.</param>
    /// <param name="folder">Where it is kept, and what was kept before is taken from; null keeps nothing.</param>
    /// <param name="wire">The way to the services.</param>
    /// <param name="time">The clock.</param>
    public RevocationClient(
        IReadOnlyList<RevocationService> services, RevocationPolicy policy, RevocationPlan plan, RevocationFolder? folder, IWire wire, TimeProvider time)
    {
        (this.services, this.plan, this.folder, this.time) = (services, plan, folder, time);
        cache = new RevocationCache(services, policy);
        fetch = new RevocationFetch(cache, policy, wire, time);
        lists = [.. services.Where(s => s.List is not null).Select(s => new RevocationFeed(s, null))];
        Try(TakeKept);
    }

    /// <summary>When the next fetch is due; may lie in the past.</summary>
    public DateTimeOffset NextDue => Feeds.Select(f => f.State.NextTry).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();

    /// <summary>How each address does.</summary>
    public IReadOnlyList<RevocationSourceState> States =>
        [.. Feeds.GroupBy(f => (f.Service, f.Certificate is null)).Select(g => RevocationFeed.Summarize([.. g]))];

    /// <summary>Why the folder could not be read or written; null while it can. Without it data is fetched and counts all the same.</summary>
    public string? FolderProblem { get; private set; }

    private IEnumerable<RevocationFeed> Feeds => lists.Concat(watched.Values);

    /// <inheritdoc/>
    public RevocationState StateOf(X509Certificate2 certificate, X509Certificate2 issuer, DateTimeOffset at)
    {
        Watch(certificate, issuer);
        return cache.StateOf(certificate, issuer, at);
    }

    /// <inheritdoc/>
    public RevokedEntry? RevocationOf(X509Certificate2 certificate, X509Certificate2 issuer) => cache.RevocationOf(certificate, issuer);

    /// <inheritdoc/>
    public RevokedEntry? RevocationOf(X509Certificate2 certificate)
    {
        Watch(certificate);
        foreach (var service in services)
        {
            if (service.IsNamedBy(certificate) && cache.RevocationOf(certificate, service.Issuer) is { } entry)
                return entry;
        }
        return null;
    }

    /// <summary>Asks about a certificate from now on, where its authority has a responder.</summary>
    public void Watch(X509Certificate2 certificate)
    {
        foreach (var service in services)
        {
            if (service.IsNamedBy(certificate))
                Watch(certificate, service.Issuer);
        }
    }

    /// <summary>Completes when a certificate is watched that was not before, or the time is over.</summary>
    public async Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(atMost);
        try
        {
            await news.Reader.ReadAsync(over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing new.
        }
    }

    /// <summary>Fetches what is due. What cannot be had leaves what is at hand as it is; neither the network nor the disk makes it throw.</summary>
    /// <returns>What went wrong for the first time in a row, and what works again: one sentence each, for the log.</returns>
    public async ValueTask<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Try(WatchKept);
        ForgetEnded(now);
        var due = Feeds.Where(f => f.State.NextTry <= now).GroupBy(f => f.Address).Select(g => g.ToList()).ToList();
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (feeds, stop) => await AskAsync(feeds, stop));
        if (due.Count > 0)
            Try(f => f.Write(States));
        var said = new List<string>();
        while (words.TryDequeue(out var word))
            said.Add(word);
        return said;
    }

    private void Watch(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        for (var i = 0; i < services.Count; i++)
        {
            var key = (i, certificate.SerialNumber);
            if (services[i].Ocsp is null || watched.Count >= MostWatched || watched.ContainsKey(key) || !services[i].Is(issuer))
                continue;
            var copy = X509CertificateLoader.LoadCertificate(certificate.RawData);
            if (watched.TryAdd(key, new RevocationFeed(services[i], copy)))
                news.Writer.TryWrite(true);
        }
    }

    /// <summary>Also certificates that another process put into the folder, as when a party is registered.</summary>
    private void WatchKept(RevocationFolder kept)
    {
        foreach (var certificate in kept.Certificates(MostWatched, taken))
            Watch(certificate);
        FolderProblem = null;
    }

    private async ValueTask AskAsync(List<RevocationFeed> feeds, CancellationToken cancellationToken)
    {
        Fetched? silence = null;
        foreach (var feed in feeds)
        {
            var fetched = silence ?? (feed.Certificate is { } certificate
                ? await fetch.AnswerAsync(certificate, feed.Service, cancellationToken)
                : await fetch.ListAsync(feed.Service, cancellationToken));
            if (!fetched.Answered)
                silence = fetched;
            Note(feed, fetched);
        }
    }

    private void Note(RevocationFeed feed, Fetched fetched)
    {
        var (now, state, jitter) = (time.GetUtcNow(), feed.State, Random.Shared.NextDouble());
        if (fetched.Encoded is not { } encoded)
        {
            if (state.FailingSince is null)
                words.Enqueue(fetched.Problem);
            feed.State = state with
            {
                NextTry = now + plan.AfterFailure(state.Failures + 1, jitter), Failures = state.Failures + 1,
                FailingSince = state.FailingSince ?? now, Problem = fetched.Problem,
            };
            return;
        }
        if (state.FailingSince is not null)
            words.Enqueue($"{feed.Address} answers again.");
        feed.State = new(now + plan.AfterSuccess(fetched.FreshUntil - now, jitter), 0, now, fetched.FreshUntil, null, null);
        Try(f =>
        {
            if (feed.Certificate is { } certificate)
            {
                f.KeepAnswer(certificate, feed.Service.Issuer, encoded, now);
                f.Keep(certificate);
            }
            else
            {
                f.KeepList(feed.Service.Issuer, encoded, now);
            }
        });
    }

    /// <summary>A certificate that ended a day ago signs nothing any more; what was known of it stays in the folder.</summary>
    private void ForgetEnded(DateTimeOffset now)
    {
        foreach (var (key, feed) in watched)
        {
            if (feed.Certificate!.NotAfter.ToUniversalTime() >= now.UtcDateTime.AddDays(-1) || !watched.TryRemove(key, out _))
                continue;
            cache.Forget(feed.Certificate, feed.Service);
        }
    }

    private void TakeKept(RevocationFolder kept)
    {
        foreach (var feed in lists)
        {
            if (kept.Newest(feed.Service.Issuer, "crl") is { } octets)
                Take(feed, fetch.TakeList(octets, feed.Service));
        }
        WatchKept(kept);
        foreach (var feed in watched.Values)
        {
            if (kept.Newest(feed.Certificate!, "ocsp") is { } octets)
                Take(feed, fetch.TakeAnswer(octets, feed.Certificate!, feed.Service, nonce: null));
        }

        // Whatever was kept, the sources are asked right away: how old it is nobody knows.
        static void Take(RevocationFeed feed, Fetched fetched)
        {
            if (fetched.Encoded is not null)
                feed.State = feed.State with { FreshUntil = fetched.FreshUntil };
        }
    }

    /// <summary>A folder that fails, fails for every piece: it is told once, until it can be read again.</summary>
    private void Try(Action<RevocationFolder> work)
    {
        try
        {
            if (folder is not null)
                work(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (FolderProblem is null)
                words.Enqueue($"Revocation data cannot be kept: {e.Message}");
            FolderProblem = e.Message;
        }
    }
}
