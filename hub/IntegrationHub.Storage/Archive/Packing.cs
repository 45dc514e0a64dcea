using System.Buffers;
using System.IO.Compression;

namespace IntegrationHub.Storage.Archive;

/// <summary>How archived bytes are packed. The numbers are stored.</summary>
internal enum PackingKind : short
{
    /// <summary>As they are.</summary>
    None = 0,

    Brotli = 1,
}

/// <summary>
/// Packs archived bytes with Brotli at quality 1: about a fifth smaller than Deflate at its fastest, for about twice its processor time
/// (figures in docs/storage.md).
/// </summary>
internal static class Packing
{
    public const int Quality = 1;

    /// <summary>Bits of the window: 256 kB sees the repetitions of a market document and keeps the encoder's memory small.</summary>
    public const int Window = 18;

    /// <summary>Below this nothing is won.</summary>
    private const int SmallestWorth = 128;

    /// <summary>Packs <paramref name="bytes"/> into one piece; bytes that do not shrink stay as they are.</summary>
    public static (PackingKind Kind, ReadOnlyMemory<byte> Packed) Pack(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < SmallestWorth)
            return (PackingKind.None, bytes);

        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            // A result that does not fit into the input's length is no gain.
            return BrotliEncoder.TryCompress(bytes.Span, buffer.AsSpan(0, bytes.Length - 1), out var written, Quality, Window)
                ? (PackingKind.Brotli, buffer.AsSpan(0, written).ToArray())
                : (PackingKind.None, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="InvalidDataException">The pieces are not what was packed.</exception>
    public static async Task<byte[]> UnpackAsync(PackingKind kind, long length, IAsyncEnumerable<byte[]> pieces)
    {
        var result = new byte[checked((int)length)];
        var written = 0;
        using var decoder = new Unpacker(kind);
        await foreach (var piece in pieces)
            written += decoder.Write(piece, result.AsSpan(written));

        return written == result.Length
            ? result
            : throw new InvalidDataException($"The archive holds {written} of {length} bytes.");
    }

    /// <summary>Holds the decoder's state from piece to piece.</summary>
    private sealed class Unpacker(PackingKind kind) : IDisposable
    {
        private BrotliDecoder _brotli;

        public int Write(ReadOnlySpan<byte> piece, Span<byte> target)
        {
            if (kind == PackingKind.None)
            {
                if (piece.Length > target.Length)
                    throw new InvalidDataException("The archive holds more bytes than were stored.");

                piece.CopyTo(target);
                return piece.Length;
            }

            var status = _brotli.Decompress(piece, target, out _, out var written);
            return status is OperationStatus.Done or OperationStatus.NeedMoreData
                ? written
                : throw new InvalidDataException($"Archived bytes cannot be unpacked: {status}.");
        }

        public void Dispose() => _brotli.Dispose();
    }
}
