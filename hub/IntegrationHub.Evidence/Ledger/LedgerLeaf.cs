namespace IntegrationHub.Evidence.Ledger;

/// <summary>A leaf as it was committed with its event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Salt">16 random octets.</param>
/// <param name="Digest"><see cref="LeafDigest"/> of salt and record; the tree's leaf hash is made of it.</param>
/// <param name="Record">The event's record as the store gives it now; null when it is withheld, which a verification reports.</param>
public sealed record LedgerLeaf(Guid EventId, byte[] Salt, byte[] Digest, byte[]? Record)
{
    /// <summary>The hash that stands in the tree.</summary>
    public LedgerHash LeafHash => MerkleTree.LeafHash(Digest);

    /// <summary>False when record or salt are not those the digest was made of, or the record is withheld.</summary>
    public bool RecordMatches => Record is not null && Salt.Length == LeafDigest.SaltLength && LeafDigest.Of(Salt, Record).AsSpan().SequenceEqual(Digest);
}

/// <summary>A leaf with its place.</summary>
/// <param name="Position">From 0, without gaps.</param>
public sealed record SequencedLeaf(long Position, LedgerLeaf Leaf);

/// <summary>The state of the tree.</summary>
/// <param name="Size">Number of sequenced leaves.</param>
/// <param name="Root">Root over them.</param>
public sealed record LedgerHead(long Size, LedgerHash Root)
{
    public static LedgerHead Empty { get; } = new(0, MerkleTree.EmptyRoot);
}
