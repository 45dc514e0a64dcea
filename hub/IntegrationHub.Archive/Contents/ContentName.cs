using IntegrationHub.Exchange;

namespace IntegrationHub.Archive.Contents;

/// <summary>
/// Under which name a content is kept: the retailer and a keyed hash of the bytes. The same bytes of one retailer have the same name; of two
/// retailers never, and whoever does not hold the key cannot tell from a name what is behind it.
/// </summary>
/// <param name="Retailer">Whose it is.</param>
/// <param name="Hash"><see cref="LeastBytes"/> to <see cref="HashBytes"/> bytes, evenly distributed at their beginning.</param>
public sealed record ContentName(RetailerId Retailer, ReadOnlyMemory<byte> Hash)
{
    /// <summary>Bytes of <see cref="Hash"/> at most.</summary>
    public const int HashBytes = 32;

    /// <summary>Bytes of <see cref="Hash"/> at least: 128 bits, of which nobody can find two equal ones without the key.</summary>
    public const int LeastBytes = 16;

    private const string Prefix = "r";

    /// <summary>The hash in lower hexadecimal digits; sorts as the bytes do.</summary>
    public string Hex => Convert.ToHexStringLower(Hash.Span);

    /// <summary><c>r1/3f/a0/3fa0…</c>: folders of at most 256 entries each, then files.</summary>
    public string Path
    {
        get
        {
            var hex = Hex;
            return $"{PrefixOf(Retailer)}{hex[..2]}/{hex[2..4]}/{hex}";
        }
    }

    /// <summary>What the names of all contents of a retailer begin with.</summary>
    public static string PrefixOf(RetailerId retailer) => $"{Prefix}{retailer}/";

    /// <summary>The name at a path, or <c>null</c> where it is none of ours.</summary>
    public static ContentName? Parse(RetailerId retailer, string path)
    {
        var hex = path[(path.LastIndexOf('/') + 1)..];
        return hex.Length is >= 2 * LeastBytes and <= 2 * HashBytes && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigitLower) && new ContentName(retailer, Convert.FromHexString(hex)) is var name && name.Path == path
            ? name
            : null;
    }

    public bool Equals(ContentName? other) => other is not null && other.Retailer == Retailer && other.Hash.Span.SequenceEqual(Hash.Span);

    public override int GetHashCode() => HashCode.Combine(Retailer, Hash.Length < sizeof(int) ? 0 : BitConverter.ToInt32(Hash.Span));

    public override string ToString() => Path;
}
