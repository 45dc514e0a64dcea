namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Bytes that all requests together may hold at once: what one certificate asks for is bounded by its limits, what all ask for by this.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ByteBudget(long total)
{
    private long _taken;

    /// <summary>Takes the bytes, or says that there is no room now. A single request larger than everything gets its turn alone.</summary>
    public bool TryTake(long bytes)
    {
        while (true)
        {
            var taken = Interlocked.Read(ref _taken);
            if (taken > 0 && taken + bytes > total) return false;
            if (Interlocked.CompareExchange(ref _taken, taken + bytes, taken) == taken) return true;
        }
    }

    /// <summary>Gives them back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
