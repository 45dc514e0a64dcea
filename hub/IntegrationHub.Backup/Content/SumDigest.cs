using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IntegrationHub.Backup.Content;

/// <summary>
/// A digest of many things in no order: the sum, modulo 2^256, of the SHA-256 of each. Two reads of one table give the same sum whatever order
/// the database returns rows in, without sorting.
/// </summary>
/// <remarks>It finds faults, not forgers: those are kept out by the seal of the file. Not thread-safe.</remarks>
public sealed class SumDigest
{
    private readonly ulong[] _sum = new ulong[4];

    /// <summary>How many were added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one SHA-256.</summary>
    public void Add(ReadOnlySpan<byte> sha256)
    {
        var carry = 0UL;
        unchecked
        {
            for (var i = 0; i < _sum.Length; i++)
            {
                var word = BinaryPrimitives.ReadUInt64LittleEndian(sha256[(i * 8)..]);
                var sum = _sum[i] + word;
                var with = sum + carry;
                carry = (sum < word ? 1UL : 0UL) | (with < sum ? 1UL : 0UL);
                _sum[i] = with;
            }
        }

        Count++;
    }

    /// <summary>The sum, 64 hexadecimal digits.</summary>
    public string ToHex()
    {
        Span<byte> octets = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < _sum.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(octets[(i * 8)..], _sum[i]);
        return Convert.ToHexStringLower(octets);
    }
}
