using System.Buffers;

namespace IntegrationHub.Evidence.Canonicalization;

/// <summary>
/// Collects canonical bytes for a sink. Stretches of the source that are canonical as they stand are kept as a range and
/// handed on without a copy; most market documents are one such stretch.
/// </summary>
internal ref struct CanonicalOutput(ReadOnlySpan<byte> source, CanonicalSink sink)
{
    /// <summary>A range is handed on when it is this long, while its bytes are still in the processor's cache.</summary>
    private const int LongRange = 16 * 1024;
    private const int BufferSize = 4 * 1024;
    private const int CopiedAtMost = 1024;

    private ReadOnlySpan<byte> source = source;
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int used;
    private int rangeStart;
    private int rangeEnd;

    /// <summary>Ranges are those of other bytes from now on.</summary>
    public void Over(ReadOnlySpan<byte> next)
    {
        CloseRange();
        source = next;
        rangeStart = rangeEnd = 0;
    }

    /// <summary>Emits source[start..end].</summary>
    public void Range(int start, int end)
    {
        if (start != rangeEnd)
        {
            CloseRange();
            rangeStart = start;
        }
        rangeEnd = end;
        if (end - rangeStart >= LongRange)
            CloseRange();
    }

    /// <summary>Emits bytes that do not stand in the source.</summary>
    public void Literal(scoped ReadOnlySpan<byte> bytes)
    {
        CloseRange();
        Copy(bytes);
    }

    /// <summary>Hands everything collected to the sink.</summary>
    public void Flush()
    {
        CloseRange();
        Empty();
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private void CloseRange()
    {
        if (rangeEnd > rangeStart)
            Copy(source[rangeStart..rangeEnd]);
        rangeStart = rangeEnd;
    }

    private void Copy(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used)
            Empty();
        if (bytes.Length > CopiedAtMost)
        {
            Empty();
            sink.Append(bytes);
            return;
        }
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    private void Empty()
    {
        if (used > 0)
            sink.Append(buffer.AsSpan(0, used));
        used = 0;
    }
}
