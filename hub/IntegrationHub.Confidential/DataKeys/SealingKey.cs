using IntegrationHub.Confidential.Suites;

namespace IntegrationHub.Confidential.DataKeys;

/// <summary>A data key in use by this process, with the room it has reserved.</summary>
internal sealed class SealingKey(Guid id, ICipherSuite suite, ISuiteKey key, int room, TimeProvider time, TimeSpan confirmation)
{
    private readonly long _since = time.GetTimestamp();
    private int _room = room;

    public Guid Id => id;

    public byte Suite => suite.Id;

    public ISuiteKey Key => key;

    /// <summary>Takes one use; false when the room is used up or the key has to be confirmed.</summary>
    public bool TryUse() => Volatile.Read(ref _room) > 0 && time.GetElapsedTime(_since) < confirmation && Interlocked.Decrement(ref _room) >= 0;
}
