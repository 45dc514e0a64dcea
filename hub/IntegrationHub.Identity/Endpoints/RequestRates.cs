using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Identity.Endpoints;

/// <summary>How many requests pages answer in a minute, beside what is counted of passwords and codes.</summary>
public sealed record RequestLimits
{
    /// <summary>Of an address, without a session that is good.</summary>
    public int Anonymous { get; init; } = 240;

    /// <summary>Of a session.</summary>
    public int Session { get; init; } = 600;

    /// <summary>Of a session, or without one of an address, those that cost much: signing in, files, drawings, imports, verifications.</summary>
    public int Costly { get; init; } = 60;

    /// <summary>Whether what comes from this very machine is counted, too.</summary>
    public bool Loopback { get; init; } = true;
}

/// <summary>On an endpoint: what it does costs much, so it is counted besides.</summary>
public sealed record CostlyRequest;

/// <summary>On an endpoint: it is not counted. It comes with a page and costs nothing, or has a limit of its own.</summary>
public sealed record UncountedRequest;

/// <summary>Says it of endpoints.</summary>
public static class RequestCounting
{
    public static TBuilder Costly<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new CostlyRequest());

    public static TBuilder Uncounted<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new UncountedRequest());
}

/// <summary>
/// Answers 429 with <c>Retry-After</c> where somebody asks for more than a person does: by session, and by address where there is none. Stands behind what finds out who asks and before everything that costs;
/// a session that is not good counts as none. Counted by each process in windows of a minute. Thread-safe.
/// </summary>
public sealed class RequestRates : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly RequestLimits _limits;
    private readonly Func<HttpContext, IPAddress?> _addressOf;
    private readonly PartitionedRateLimiter<Asker> _all;
    private readonly PartitionedRateLimiter<Asker> _costly;
    private readonly Func<HttpContext, Guid?> _sessionOf;

    /// <param name="limits">How many.</param>
    /// <param name="addressOf">Where a request comes from.</param>
    /// <param name="sessionOf">The session that is good; <c>null</c> for none.</param>
    public RequestRates(RequestLimits limits, Func<HttpContext, IPAddress?> addressOf, Func<HttpContext, Guid?> sessionOf)
    {
        (_limits, _addressOf, _sessionOf) = (limits, addressOf, sessionOf);
        _all = Limiter(asker => asker.Session is null ? limits.Anonymous : limits.Session);
        _costly = Limiter(_ => limits.Costly);
    }

    /// <summary>The step of the pipeline.</summary>
    public Task LimitAsync(HttpContext http, RequestDelegate next)
    {
        if (WaitOf(http) is not { } wait)
        {
            return next(http);
        }

        Refuse(http, wait);
        return Task.CompletedTask;
    }

    /// <summary>Counts a request that turns out to cost much only where it is answered, as a call of the API does. False where whoever asks has to wait; status and <c>Retry-After</c> are set then.</summary>
    public bool TakeCostly(HttpContext http)
    {
        if (!IsCounted(_addressOf(http)) || TakeFrom(_costly, AskerOf(http)) is not { } wait)
        {
            return true;
        }

        Refuse(http, wait);
        return false;
    }

    public void Dispose()
    {
        _all.Dispose();
        _costly.Dispose();
    }

    /// <summary>How long somebody has to wait; <c>null</c> for who is answered.</summary>
    private TimeSpan? WaitOf(HttpContext http)
    {
        var endpoint = http.GetEndpoint()?.Metadata;
        if (endpoint?.GetMetadata<UncountedRequest>() is not null || !IsCounted(_addressOf(http)))
        {
            return null;
        }

        var asker = AskerOf(http);
        return TakeFrom(_all, asker) ?? (endpoint?.GetMetadata<CostlyRequest>() is null ? null : TakeFrom(_costly, asker));
    }

    private bool IsCounted(IPAddress? address) => _limits.Loopback || address is null || !IPAddress.IsLoopback(address);

    private Asker AskerOf(HttpContext http) => _sessionOf(http) is { } session ? new Asker(session, "") : new Asker(null, AttemptLimits.Normal(_addressOf(http)));

    private static void Refuse(HttpContext http, TimeSpan wait)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }

    private static TimeSpan? TakeFrom(PartitionedRateLimiter<Asker> limiter, Asker asker)
    {
        using var lease = limiter.AttemptAcquire(asker);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    private static PartitionedRateLimiter<Asker> Limiter(Func<Asker, int> most) => PartitionedRateLimiter.Create<Asker, Asker>(asker =>
        RateLimitPartition.GetFixedWindowLimiter(asker, one => new FixedWindowRateLimiterOptions { PermitLimit = most(one), Window = Window, QueueLimit = 0 }));

    /// <summary>A session, or an address (of IPv6 the network) without one.</summary>
    private readonly record struct Asker(Guid? Session, string Address);
}
