using System.Collections.Concurrent;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>The operations whose rate is limited apart.</summary>
public enum SoapOperation
{
    List,
    Get,
    Put,
    Query,
}

/// <summary>
/// Requests per minute of each party and operation: never more than the limit within any 60 seconds, wherever the minute begins.
/// </summary>
/// <remarks>Thread-safe. Memory is one time stamp per allowed request.</remarks>
internal sealed class RequestRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(PartyId, SoapOperation), Queue<long>> _taken = new();

    /// <summary>Takes one request; <paramref name="retryAfter"/> says when the next is free where there is none.</summary>
    public bool TryTake(Party party, SoapOperation operation, out TimeSpan retryAfter)
    {
        retryAfter = TimeSpan.Zero;
        int limit = party.Limits.MaxRequestsPerMinute;
        if (limit <= 0) return true;
        var taken = _taken.GetOrAdd((party.Id, operation), static _ => new Queue<long>());
        lock (taken)
        {
            long now = time.GetTimestamp();
            while (taken.Count > 0 && time.GetElapsedTime(taken.Peek(), now) >= Window)
                taken.Dequeue();
            if (taken.Count < limit)
            {
                taken.Enqueue(now);
                return true;
            }
            retryAfter = Window - time.GetElapsedTime(taken.Peek(), now);
            return false;
        }
    }
}

/// <summary>Requests of each party in work at once. Thread-safe.</summary>
internal sealed class ConcurrentRequests(int limit)
{
    private readonly ConcurrentDictionary<PartyId, StrongBox> _running = new();

    public bool TryEnter(PartyId party)
    {
        var running = _running.GetOrAdd(party, static _ => new StrongBox());
        if (Interlocked.Increment(ref running.Count) <= limit) return true;
        Interlocked.Decrement(ref running.Count);
        return false;
    }

    public void Leave(PartyId party) => Interlocked.Decrement(ref _running[party].Count);

    private sealed class StrongBox
    {
        public int Count;
    }
}
