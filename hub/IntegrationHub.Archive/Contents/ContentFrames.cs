using System.Buffers.Binary;

namespace IntegrationHub.Archive.Contents;

/// <summary>
/// Pieces in one file: eight bytes that name the format, then each piece after its length (four bytes, big-endian), then a length of all
/// ones and the number of pieces. A file that ends before that was cut.
/// </summary>
public static class ContentFrames
{
    /// <summary>A piece is a packed and sealed megabyte at most; what claims to be larger is no file of ours.</summary>
    public const int LargestPiece = 2 * 1024 * 1024;

    private const uint End = uint.MaxValue;
    private static readonly byte[] Magic = "ihubarc1"u8.ToArray();

    /// <summary>The pieces with what belongs around them.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        yield return Magic;
        var count = 0;
        foreach (var piece in pieces)
        {
            if (piece.Length > LargestPiece)
                throw new ArgumentException($"A piece has {piece.Length} bytes, at most {LargestPiece} go into a file.", nameof(pieces));

            count++;
            yield return Number((uint)piece.Length);
            yield return piece;
        }

        yield return Number(End);
        yield return Number((uint)count);
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Of"/> gave.</exception>
    public static async ValueTask<IReadOnlyList<byte[]>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            var magic = new byte[Magic.Length];
            await stream.ReadExactlyAsync(magic, cancellationToken);
            if (!magic.AsSpan().SequenceEqual(Magic))
                throw new InvalidDataException("This is no file of the archive.");

            var pieces = new List<byte[]>(1);
            while (await NumberAsync(stream, cancellationToken) is var length and not End)
            {
                if (length > LargestPiece)
                    throw new InvalidDataException("A file of the archive is damaged: a piece claims more than two megabytes.");

                var piece = new byte[length];
                await stream.ReadExactlyAsync(piece, cancellationToken);
                pieces.Add(piece);
            }

            return await NumberAsync(stream, cancellationToken) == pieces.Count
                ? pieces
                : throw new InvalidDataException("A file of the archive is damaged: pieces are missing.");
        }
        catch (EndOfStreamException end)
        {
            throw new InvalidDataException("A file of the archive was cut short.", end);
        }
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static async ValueTask<uint> NumberAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[sizeof(uint)];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
