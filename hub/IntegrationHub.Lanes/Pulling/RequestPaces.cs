using System.Collections.Concurrent;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Pulling;

namespace IntegrationHub.Lanes.Pulling;

/// <summary>Kinds of requests that partners limit apart.</summary>
public enum RequestKind
{
    List,
    Get,
    Put,
    Query,
}

/// <summary>Keeps the hub's requests below what each partner allows per minute.</summary>
/// <remarks>Thread-safe; a place is taken before the wait, so that two waiters do not take the same one.</remarks>
public sealed class RequestPaces(TimeProvider time)
{
    private readonly ConcurrentDictionary<(PartyId, RequestKind), RequestPace> _paces = new();

    public async Task WaitAsync(PartyId party, RequestKind kind, int? perMinute, CancellationToken cancellationToken)
    {
        if (perMinute is null)
        {
            return;
        }

        var now = time.GetUtcNow();
        var at = now;
        _paces.AddOrUpdate((party, kind), _ => Take(default), (_, pace) => Take(pace));
        if (at > now)
        {
            await Task.Delay(at - now, time, cancellationToken);
        }

        RequestPace Take(RequestPace pace)
        {
            at = pace.NextAt(perMinute, now);
            return pace.After(perMinute, at);
        }
    }
}
