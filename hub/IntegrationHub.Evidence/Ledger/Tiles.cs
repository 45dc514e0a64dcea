namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// Which tile: 256 neighbouring hashes of tree level 8 × <paramref name="Level"/>, starting at 256 × <paramref name="Index"/>. Only every
/// eighth level is stored; the levels between are hashed when needed. Full tiles never change.
/// </summary>
public readonly record struct TileId(int Level, long Index);

/// <summary>A tile with 1 to 256 hashes; fewer than 256 only at the right edge.</summary>
public sealed record Tile(TileId Id, IReadOnlyList<LedgerHash> Hashes)
{
    /// <summary>Tree levels in one tile.</summary>
    public const int Height = 8;

    /// <summary>Hashes in a full tile.</summary>
    public const int Width = 1 << Height;

    public bool IsFull => Hashes.Count == Width;

    /// <summary>The hashes one after the other, as stores keep them.</summary>
    public byte[] ToOctets()
    {
        var octets = new byte[Hashes.Count * LedgerHash.Length];
        for (var i = 0; i < Hashes.Count; i++)
            Hashes[i].CopyTo(octets.AsSpan(i * LedgerHash.Length));
        return octets;
    }

    /// <exception cref="ArgumentException">Not 1 to 256 whole hashes.</exception>
    public static Tile FromOctets(TileId id, ReadOnlySpan<byte> octets)
    {
        if (octets.Length is 0 or > Width * LedgerHash.Length || octets.Length % LedgerHash.Length != 0)
            throw new ArgumentException("A tile holds 1 to 256 hashes of 32 octets.", nameof(octets));
        var hashes = new LedgerHash[octets.Length / LedgerHash.Length];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = new LedgerHash(octets.Slice(i * LedgerHash.Length, LedgerHash.Length));
        return new Tile(id, hashes);
    }
}
