using System.Buffers.Binary;

namespace IntegrationHub.Exchange.Search;

/// <summary>Ids sort by the instant they were made for, so a span of time is a span of ids.</summary>
public static class TimedId
{
    /// <summary>No id that was made for <paramref name="instant"/> or later is smaller, and none made for an earlier millisecond is larger.</summary>
    public static Guid First(DateTimeOffset instant)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, instant.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The instant an id was made for, to the millisecond.</summary>
    public static DateTimeOffset At(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16);
    }
}
