using System.Collections.Concurrent;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Lanes;

/// <summary>Wakes a party's lane at once when something was queued in this process. A missed signal costs a look, never a document.</summary>
/// <remarks>Thread-safe. Signals that come while the lane is awake count as one.</remarks>
public sealed class LaneSignals
{
    private readonly ConcurrentDictionary<PartyId, SemaphoreSlim> _signals = new();

    public void Wake(PartyId party)
    {
        var signal = Of(party);
        lock (signal)
        {
            if (signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
    }

    /// <summary>Returns when the lane is woken or <paramref name="atMost"/> has passed.</summary>
    public async Task WaitAsync(PartyId party, TimeSpan atMost, CancellationToken cancellationToken) =>
        await Of(party).WaitAsync(atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost, cancellationToken);

    private SemaphoreSlim Of(PartyId party) => _signals.GetOrAdd(party, static _ => new SemaphoreSlim(0, 1));
}
