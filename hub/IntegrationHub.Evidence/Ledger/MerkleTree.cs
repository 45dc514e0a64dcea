using System.Numerics;
using System.Security.Cryptography;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>Hashing of RFC 6962, section 2.1: leaves and inner nodes are hashed with different first octets.</summary>
public static class MerkleTree
{
    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static LedgerHash EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>SHA-256(0x00 || data).</summary>
    public static LedgerHash LeafHash(ReadOnlySpan<byte> data)
    {
        if (data.Length > 255)
            return LongLeafHash(data);
        Span<byte> input = stackalloc byte[1 + data.Length];
        input[0] = 0;
        data.CopyTo(input[1..]);
        return Hash(input);
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    public static LedgerHash NodeHash(LedgerHash left, LedgerHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * LedgerHash.Length];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + LedgerHash.Length)..]);
        return Hash(input);
    }

    /// <summary>Hash over 2^k neighbours of one level; the span is used up as working memory.</summary>
    internal static LedgerHash PerfectRoot(Span<LedgerHash> hashes)
    {
        for (var width = hashes.Length; width > 1; width /= 2)
        {
            for (var i = 0; i < width / 2; i++)
                hashes[i] = NodeHash(hashes[2 * i], hashes[2 * i + 1]);
        }
        return hashes[0];
    }

    /// <summary>The largest power of two below <paramref name="size"/> (2 or more): where RFC 6962 splits a tree.</summary>
    internal static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static LedgerHash LongLeafHash(ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(data);
        return new LedgerHash(hash.GetHashAndReset());
    }

    private static LedgerHash Hash(ReadOnlySpan<byte> input)
    {
        Span<byte> output = stackalloc byte[LedgerHash.Length];
        SHA256.HashData(input, output);
        return new LedgerHash(output);
    }
}
