using System.Security.Cryptography;
using IntegrationHub.Archive.Contents;
using IntegrationHub.Exchange;

namespace IntegrationHub.Storage.Archive;

/// <summary>Between archived bytes and the pieces that are stored: packs, then seals. Thread-safe.</summary>
/// <remarks>
/// A sealed content carries the digest of its bytes inside, in front of its first piece: the database keeps none, because a digest of bytes that
/// can be guessed gives them away.
/// </remarks>
internal sealed class ContentCodec(IContentProtection protection)
{
    /// <summary>Bytes up to this size are packed and stored in one piece and one round trip.</summary>
    public const int OnePieceBytes = 512 * 1024;

    public bool Seals => protection.Seals;

    public ContentName NameOf(RetailerId retailer, ReadOnlySpan<byte> sha256) => protection.NameOf(retailer, sha256);

    /// <summary>Small bytes as one piece.</summary>
    public (PackingKind Kind, ReadOnlyMemory<byte> Piece) InOne(RetailerId retailer, Guid content, byte[] sha256, ReadOnlyMemory<byte> bytes)
    {
        var (kind, packed) = Packing.Pack(bytes);
        return (kind, protection.Seals ? Seal(new PiecePlace(retailer, content, 0), sha256, packed.Span) : packed);
    }

    /// <summary>Large bytes piece by piece; each is valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> InPieces(RetailerId retailer, Guid content, byte[] sha256, ReadOnlyMemory<byte> bytes)
    {
        var number = 0;
        foreach (var packed in PackedPieces.Of(bytes))
        {
            var place = new PiecePlace(retailer, content, number);
            yield return !protection.Seals ? packed : number == 0 ? Seal(place, sha256, packed.Span) : protection.Seal(place, packed.Span);
            number++;
        }
    }

    /// <summary>Bytes of any length for a place outside: small ones in one piece, which are packed only where that helps.</summary>
    public (PackingKind Kind, IEnumerable<ReadOnlyMemory<byte>> Pieces) Pieces(RetailerId retailer, Guid content, byte[] sha256, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > OnePieceBytes)
            return (PackingKind.Brotli, InPieces(retailer, content, sha256, bytes));

        var (kind, piece) = InOne(retailer, content, sha256, bytes);
        return (kind, [piece]);
    }

    /// <summary>The bytes again, checked against their digest.</summary>
    /// <param name="stored">What the database says of them.</param>
    /// <param name="pieces">Every piece, in order.</param>
    /// <exception cref="InvalidDataException">The pieces are not what was stored.</exception>
    public async Task<byte[]> ReadAsync(StoredContent stored, IAsyncEnumerable<byte[]> pieces)
    {
        var digest = stored.Sha256;
        var bytes = await Packing.UnpackAsync(stored.Packing, stored.Length, stored.Sealed ? OpenedAsync() : pieces);
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes), digest)
            ? bytes
            : throw new InvalidDataException($"Archived bytes {stored.Id} do not have their digest: the store was altered or is damaged.");

        async IAsyncEnumerable<byte[]> OpenedAsync()
        {
            var number = 0;
            await foreach (var piece in pieces)
            {
                var opened = protection.Open(new PiecePlace(stored.Retailer, stored.Content, number), piece);
                if (number++ == 0)
                {
                    digest = DigestOf(opened);
                    opened = opened[SHA256.HashSizeInBytes..];
                }

                yield return opened;
            }
        }
    }

    /// <summary>The digest of the bytes, from their first piece alone.</summary>
    public byte[] ReadDigest(StoredContent stored, ReadOnlySpan<byte> firstPiece) =>
        stored.Sealed ? DigestOf(protection.Open(new PiecePlace(stored.Retailer, stored.Content, 0), firstPiece)) : stored.Sha256;

    private static byte[] DigestOf(byte[] opened) => opened.Length >= SHA256.HashSizeInBytes
        ? opened[..SHA256.HashSizeInBytes]
        : throw new InvalidDataException("A sealed content is shorter than its digest.");

    private byte[] Seal(in PiecePlace place, byte[] sha256, ReadOnlySpan<byte> packed)
    {
        var piece = new byte[sha256.Length + packed.Length];
        sha256.CopyTo(piece, 0);
        packed.CopyTo(piece.AsSpan(sha256.Length));
        return protection.Seal(place, piece);
    }
}

/// <summary>What the database says of archived bytes.</summary>
/// <param name="Retailer">Whose they are.</param>
/// <param name="Id">The row that has them; another id may be an alias of it.</param>
/// <param name="Packing">How they are packed.</param>
/// <param name="Length">Length before packing.</param>
/// <param name="Sha256">Their digest; empty where they are sealed.</param>
/// <param name="Name">Their name, or <c>null</c>.</param>
/// <param name="IsOutside">True when the pieces lie outside, under the name.</param>
/// <param name="Sealed">True when the pieces are sealed.</param>
internal sealed record StoredContent(
    RetailerId Retailer, Guid Id, PackingKind Packing, long Length, byte[] Sha256, ContentName? Name, bool IsOutside, bool Sealed)
{
    /// <summary>What the pieces are bound to.</summary>
    public Guid Content => Name is null ? Id : PiecePlace.ContentOf(Name);
}
