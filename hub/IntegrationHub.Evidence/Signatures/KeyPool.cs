namespace IntegrationHub.Evidence.Signatures;

/// <summary>
/// Key objects for one key, handed to one caller at a time: making one costs more than an RSA verification, and the
/// framework does not promise that an instance may be shared by threads. Taking and returning never waits.
/// </summary>
public sealed class KeyPool<T>(Func<T> make) where T : class, IDisposable
{
    /// <summary>More callers than this at one moment make their own and drop it afterwards.</summary>
    private const int Kept = 32;

    private readonly T?[] idle = new T?[Kept];
    private volatile bool closed;

    public Lease Take()
    {
        for (var i = 0; i < idle.Length; i++)
        {
            if (idle[i] is not null && Interlocked.Exchange(ref idle[i], null) is { } key)
                return new(this, key);
        }
        return new(this, make());
    }

    /// <summary>Drops the idle keys, and those in use when they come back. Keys of a pool that is merely forgotten go with the collector.</summary>
    public void Close()
    {
        closed = true;
        for (var i = 0; i < idle.Length; i++)
            Interlocked.Exchange(ref idle[i], null)?.Dispose();
    }

    private void Return(T key)
    {
        for (var i = 0; i < idle.Length && !closed; i++)
        {
            if (idle[i] is null && Interlocked.CompareExchange(ref idle[i], key, null) is null)
                return;
        }
        key.Dispose();
    }

    public readonly struct Lease(KeyPool<T> pool, T key) : IDisposable
    {
        public T Key => key;

        public void Dispose() => pool.Return(key);
    }
}
