using System.Security.Cryptography;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Confidential.Hashing;

/// <summary>The digest inside a keyed hash. Numbers are stored with the key.</summary>
public sealed class HashDigest
{
    private const int BlockBytes = 64;
    private readonly Func<byte[], byte[], byte[]> _hmac;

    private HashDigest(byte id, string name, Func<byte[], byte[], byte[]> hmac) => (Id, Name, _hmac) = (id, name, hmac);

    public static HashDigest Sha256 { get; } = new(1, "HMAC-SHA-256", static (key, input) => HMACSHA256.HashData(key, input));

    public static HashDigest Sm3 { get; } = new(2, "HMAC-SM3", HmacSm3);

    public byte Id { get; }

    public string Name { get; }

    /// <exception cref="InvalidDataException">No digest has the number.</exception>
    public static HashDigest Find(byte id) => id switch
    {
        1 => Sha256,
        2 => Sm3,
        _ => throw new InvalidDataException($"A key for hashes names the digest {id}, which this program does not know."),
    };

    internal byte[] Hmac(byte[] key, byte[] input) => _hmac(key, input);

    /// <summary>HMAC (RFC 2104) over SM3, whose block has 64 octets; the key has fewer.</summary>
    private static byte[] HmacSm3(byte[] key, byte[] input)
    {
        Span<byte> inner = stackalloc byte[BlockBytes], outer = stackalloc byte[BlockBytes];
        key.CopyTo(inner);
        key.CopyTo(outer);
        for (var at = 0; at < BlockBytes; at++)
        {
            inner[at] ^= 0x36;
            outer[at] ^= 0x5C;
        }

        using var first = new Sm3Digest();
        first.Append(inner);
        first.Append(input);
        using var second = new Sm3Digest();
        second.Append(outer);
        second.Append(first.Finish());
        return second.Finish();
    }
}
