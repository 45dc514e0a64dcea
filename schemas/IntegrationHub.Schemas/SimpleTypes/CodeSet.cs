using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IntegrationHub.Schemas.SimpleTypes;

/// <summary>
/// A fixed set of texts behind a perfect hash: two multiplications, one comparison, no chain. Codes of up to eight bytes are
/// compared as one number; longer ones by their bytes. Immutable and safe from any thread.
/// </summary>
internal sealed class CodeSet
{
    private readonly ulong[] _keys;
    private readonly byte[]?[] _long;
    private readonly ulong _multiplier;
    private readonly ushort[] _displacements;
    private readonly int _bits;
    private readonly bool _holdsEmpty;

    public CodeSet(IEnumerable<byte[]> values)
    {
        var distinct = new List<byte[]>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (byte[] value in values)
            if (seen.Add(Convert.ToHexString(value))) distinct.Add(value);
        Values = distinct;
        _holdsEmpty = distinct.Exists(static value => value.Length == 0);
        (_keys, _long, _displacements, _multiplier, _bits) = Build(distinct);
    }

    /// <summary>All texts, in the order of the schema.</summary>
    public IReadOnlyList<byte[]> Values { get; }

    /// <summary>True where the text is in the set.</summary>
    public bool Contains(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return _holdsEmpty;
        ulong key = KeyOf(text);
        int slot = Slot(key);
        return _keys[slot] == key && (text.Length <= 8 ? _long[slot] is null : _long[slot].AsSpan().SequenceEqual(text));
    }

    /// <summary>True where the code of up to seven bytes, little endian and with nothing above it, is in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ContainsKey(ulong key)
    {
        int slot = Slot(key);
        return _keys[slot] == key && _long[slot] is null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ulong key) => Slot(key, _displacements[Bucket(key, _multiplier, _displacements.Length)], _multiplier, _bits);

    private static ulong KeyOf(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 8)
        {
            Span<byte> padded = stackalloc byte[8];
            padded.Clear();
            text.CopyTo(padded);
            return MemoryMarshal.Read<ulong>(padded);
        }
        unchecked
        {
            ulong hash = 14695981039346656037;
            foreach (byte b in text) hash = (hash ^ b) * 1099511628211;
            return hash | 1UL << 63;
        }
    }

    // Hash and displace: keys fall into buckets, and each bucket, the fullest first, gets the displacement under which all its
    // keys find free slots. Tables stay at two to four times the number of codes, small enough for the first cache.
    private static (ulong[] Keys, byte[]?[] Long, ushort[] Displacements, ulong Multiplier, int Bits) Build(List<byte[]> values)
    {
        int bits = BitOperations.Log2((uint)Math.Max(values.Count, 1)) + 2;
        ulong multiplier = 0x9E3779B97F4A7C15;
        for (int attempt = 0; attempt < 200; attempt++)
        {
            if (attempt % 20 == 19) bits++;
            if (TryBuild(values, multiplier, bits) is { } built) return (built.Keys, built.Long, built.Displacements, multiplier, bits);
            multiplier = unchecked((multiplier * 6364136223846793005) + 1442695040888963407) | 1;
        }
        throw new NotSupportedException("an enumeration that no hash tells apart");
    }

    private static (ulong[] Keys, byte[]?[] Long, ushort[] Displacements)? TryBuild(List<byte[]> values, ulong multiplier, int bits)
    {
        unchecked
        {
            var keys = new ulong[1 << bits];
            var longs = new byte[]?[keys.Length];
            var displacements = new ushort[Math.Max(1, keys.Length >> 3)];
            var buckets = values.Where(value => value.Length > 0).GroupBy(value => Bucket(KeyOf(value), multiplier, displacements.Length));
            foreach (var bucket in buckets.OrderByDescending(bucket => bucket.Count()))
            {
                byte[][] members = [.. bucket];
                int displacement = 0;
                while (!Fits(members, keys, multiplier, bits, (ushort)displacement))
                    if (++displacement > 4096) return null;
                displacements[bucket.Key] = (ushort)displacement;
                foreach (byte[] member in members)
                {
                    int slot = Slot(KeyOf(member), (ushort)displacement, multiplier, bits);
                    keys[slot] = KeyOf(member);
                    longs[slot] = member.Length > 8 ? member : null;
                }
            }
            return (keys, longs, displacements);
        }
    }

    private static bool Fits(byte[][] members, ulong[] keys, ulong multiplier, int bits, ushort displacement)
    {
        var slots = new HashSet<int>();
        foreach (byte[] member in members)
        {
            int slot = Slot(KeyOf(member), displacement, multiplier, bits);
            if (keys[slot] != 0 || !slots.Add(slot)) return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bucket(ulong key, ulong multiplier, int buckets) => unchecked((int)(((key * multiplier) >> 40) & (ulong)(buckets - 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(ulong key, ushort displacement, ulong multiplier, int bits) =>
        unchecked((int)(((key ^ ((ulong)displacement << 32)) * multiplier) >> (64 - bits)));
}
