using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Storage.Parties;

/// <summary>The parties as they were read last. Thread-safe.</summary>
/// <remarks>
/// Every change is followed by a reading that begins after its commit, and readings go on side by side: one that began earlier and ends later has not seen the change, and must not stand in its
/// place, with a certificate that was just revoked in it.
/// </remarks>
internal sealed class KeptDirectory
{
    private readonly Lock _lock = new();
    private volatile PartyDirectory? _current;
    private long _begun, _kept;

    /// <exception cref="InvalidOperationException">Nothing was read yet.</exception>
    public PartyDirectory Current => _current ?? throw new InvalidOperationException("The parties were not loaded: call ReloadAsync at start.");

    /// <summary>Keeps what is read, unless a reading that began later has ended already.</summary>
    public async ValueTask ReadAsync(Func<Task<PartyDirectory>> read)
    {
        var turn = Interlocked.Increment(ref _begun);
        var found = await read();
        lock (_lock)
        {
            if (turn > _kept)
                (_kept, _current) = (turn, found);
        }
    }
}
