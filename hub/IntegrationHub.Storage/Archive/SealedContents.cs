using IntegrationHub.Archive.Contents;
using IntegrationHub.Confidential;
using IntegrationHub.Confidential.Hashing;
using IntegrationHub.Confidential.Values;
using IntegrationHub.Exchange;

namespace IntegrationHub.Storage.Archive;

/// <summary>Contents that are sealed by the confidential core and named by its keyed hash.</summary>
/// <remarks>
/// A content keeps the name it got under the hash key of its time. While a new hash key comes in, the same bytes may be stored once more;
/// nothing is ever looked for in vain, because entries name rows and not hashes.
/// </remarks>
internal sealed class SealedContents(IValueCipher cipher, IKeyedHash hash) : IContentProtection
{
    private const string Table = "archive";

    /// <summary>In front of a keyed hash: which key it is under.</summary>
    private const int KeyBytes = 4;

    public bool Seals => true;

    /// <summary>The hash, then its key: names begin evenly distributed, which folders are made by.</summary>
    public ContentName NameOf(RetailerId retailer, ReadOnlySpan<byte> sha256)
    {
        var found = hash.Of(retailer.Value, Table, "name", Convert.ToHexStringLower(sha256));
        return new ContentName(retailer, (byte[])[.. found.AsSpan(KeyBytes), .. found.AsSpan(0, KeyBytes)]);
    }

    public byte[] Seal(in PiecePlace place, ReadOnlySpan<byte> piece) => cipher.Seal(DataClass.Confidential, Binding(place), piece);

    public byte[] Open(in PiecePlace place, ReadOnlySpan<byte> piece)
    {
        try
        {
            return cipher.Open(Binding(place), piece);
        }
        catch (SealedValueException altered) when (altered.Problem is SealedValueProblem.NotAuthentic or SealedValueProblem.NotSealed)
        {
            throw new InvalidDataException(altered.Message, altered);
        }
    }

    public static ValueBinding Binding(in PiecePlace place) => new(place.Retailer.Value, Table, "body", place.Content, place.Number);
}
