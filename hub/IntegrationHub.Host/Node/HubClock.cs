using IntegrationHub.Exchange;

namespace IntegrationHub.Host.Node;

/// <summary>The process's clock as the core sees it.</summary>
internal sealed class HubClock(TimeProvider time) : IHubClock
{
    public DateTimeOffset Now => time.GetUtcNow();
}

/// <summary>
/// Identifiers of version 7: they sort by the instant they were made for, and by the order of making within a millisecond, so that the
/// events of one decision are read in the order in which they were written (RFC 9562, 6.2, method 1, counter in rand_a).
/// </summary>
/// <remarks>Thread-safe. After 4,096 in one millisecond the rest of it is in no order.</remarks>
internal sealed class HubIds : IIdSource
{
    private const int LargestCount = 0xFFF;

    private readonly Lock _lock = new();
    private long _millisecond;
    private int _count;

    public Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var count = CountIn(now.ToUnixTimeMilliseconds());
        bytes[6] = (byte)(0x70 | (count >> 8));
        bytes[7] = (byte)(count & 0xFF);
        return new Guid(bytes, bigEndian: true);
    }

    private int CountIn(long millisecond)
    {
        lock (_lock)
        {
            if (millisecond > _millisecond)
            {
                _millisecond = millisecond;
                _count = 0;
            }
            else if (_count < LargestCount)
            {
                _count++;
            }

            return _count;
        }
    }
}
