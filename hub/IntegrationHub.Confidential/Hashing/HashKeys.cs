using System.Buffers;
using System.Security.Cryptography;

namespace IntegrationHub.Confidential.Hashing;

/// <summary>A key for hashes, unwrapped. Thread-safe.</summary>
internal sealed class HashKey : IDisposable
{
    private readonly Lock _using = new();
    private readonly Aes _aes = Aes.Create();

    public HashKey(Guid id, HashDigest digest, byte[] octets)
    {
        (Id, Digest, Octets) = (id, digest, octets);
        Tag = Convert.ToHexStringLower(KeyedHash.Tag(id));
        _aes.Key = HKDF.DeriveKey(HashAlgorithmName.SHA256, octets, 32, info: "ihub-blind-1"u8.ToArray());
    }

    public Guid Id { get; }

    public HashDigest Digest { get; }

    public byte[] Octets { get; }

    /// <summary>What every hash and every name under it begins with, as hexadecimal digits.</summary>
    public string Tag { get; }

    /// <summary>A permutation of 16 octets that nobody can follow, or turn back, without the key.</summary>
    public byte[] Cover(ReadOnlySpan<byte> block)
    {
        lock (_using)
            return _aes.EncryptEcb(block, PaddingMode.None);
    }

    public byte[] Uncover(ReadOnlySpan<byte> block)
    {
        lock (_using)
            return _aes.DecryptEcb(block, PaddingMode.None);
    }

    public void Dispose() => _aes.Dispose();
}

/// <summary>The keys of a retailer at a moment.</summary>
/// <param name="Since">When they were read.</param>
/// <param name="InUse">Those under which something may lie: the one that hashes at present first.</param>
/// <param name="First">The first that the retailer ever had: names are made with it.</param>
/// <param name="Gone">What began with these tags lies under others now.</param>
internal sealed record HashKeys(long Since, IReadOnlyList<HashKey> InUse, HashKey First, IReadOnlySet<string> Gone)
{
    public HashKey Present => InUse[0];
}

/// <summary>The text of a blind name: 40 hexadecimal digits, and after a slash whatever its owner put behind them.</summary>
/// <param name="Tag">The first eight digits: the key it is under.</param>
/// <param name="Block">The rest of them.</param>
/// <param name="Rest">What stands behind.</param>
internal readonly record struct BlindText(string Tag, byte[] Block, string Rest)
{
    private const int TagDigits = KeyedHash.TagBytes * 2;
    private const int Digits = KeyedHash.HashBytes * 2;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    public static BlindText? Read(string text) => text.Length >= Digits && !text.AsSpan(0, Digits).ContainsAnyExcept(Hexadecimal) && (text.Length == Digits || text[Digits] == '/')
        ? new BlindText(text[..TagDigits], Convert.FromHexString(text.AsSpan(TagDigits, Digits - TagDigits)), text[Digits..])
        : null;

    public override string ToString() => Tag + Convert.ToHexStringLower(Block) + Rest;
}
