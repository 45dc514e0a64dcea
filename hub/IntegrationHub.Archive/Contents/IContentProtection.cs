using System.Buffers.Binary;
using System.Security.Cryptography;
using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Contents;

/// <summary>Port: what keeps archived bytes from those who can read the place where they lie. Thread-safe.</summary>
public interface IContentProtection
{
    /// <summary>False where bytes are kept as they are: a store without the confidential core.</summary>
    bool Seals { get; }

    /// <summary>The name of bytes by their SHA-256: the same for the same bytes of one retailer, and of no use to who does not hold the key.</summary>
    ContentName NameOf(RetailerId retailer, ReadOnlySpan<byte> sha256);

    /// <summary>Seals a piece, so that it opens in its place and nowhere else.</summary>
    /// <param name="place">Which content, and which of its pieces.</param>
    /// <param name="piece">The bytes.</param>
    byte[] Seal(in PiecePlace place, ReadOnlySpan<byte> piece);

    /// <exception cref="InvalidDataException">It was sealed elsewhere, or was altered.</exception>
    byte[] Open(in PiecePlace place, ReadOnlySpan<byte> piece);
}

/// <summary>Where a piece belongs: a sealed one opens there only.</summary>
/// <param name="Retailer">Whose it is.</param>
/// <param name="Content">The content: from its name where it has one, else the id it was stored under.</param>
/// <param name="Number">0 for the first piece.</param>
public readonly record struct PiecePlace(RetailerId Retailer, Guid Content, int Number)
{
    public static Guid ContentOf(ContentName name) => new(name.Hash.Span[..16], bigEndian: true);
}

/// <summary>Names by a key, bytes as they are.</summary>
/// <param name="key">Of the names; at least 16 bytes.</param>
public sealed class OpenContents(ReadOnlyMemory<byte> key) : IContentProtection
{
    public bool Seals => false;

    public ContentName NameOf(RetailerId retailer, ReadOnlySpan<byte> sha256)
    {
        Span<byte> input = stackalloc byte[sizeof(int) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32BigEndian(input, retailer.Value);
        sha256.CopyTo(input[sizeof(int)..]);
        return new ContentName(retailer, HMACSHA256.HashData(key.Span, input));
    }

    public byte[] Seal(in PiecePlace place, ReadOnlySpan<byte> piece) => piece.ToArray();

    public byte[] Open(in PiecePlace place, ReadOnlySpan<byte> piece) => piece.ToArray();
}
