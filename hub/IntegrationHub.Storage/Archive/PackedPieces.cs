using System.Buffers;
using System.IO.Compression;

namespace IntegrationHub.Storage.Archive;

/// <summary>Packs large bytes piece by piece, so that a 50 MB document needs one megabyte more, not fifty.</summary>
internal static class PackedPieces
{
    /// <summary>Bytes of a full piece.</summary>
    public const int PieceBytes = 1024 * 1024;

    /// <summary>The packed pieces; each is valid until the next is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> bytes)
    {
        var encoder = new BrotliEncoder(Packing.Quality, Packing.Window);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var filled = 0;
            while (true)
            {
                var status = encoder.Compress(bytes.Span, piece.AsSpan(filled, PieceBytes - filled), out var consumed, out var written, isFinalBlock: true);
                bytes = bytes[consumed..];
                filled += written;
                if (status == OperationStatus.Done)
                    break;

                if (status != OperationStatus.DestinationTooSmall)
                    throw new InvalidOperationException($"Packing ended with {status}.");

                yield return piece.AsMemory(0, filled);
                filled = 0;
            }

            yield return piece.AsMemory(0, filled);
        }
        finally
        {
            encoder.Dispose();
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
