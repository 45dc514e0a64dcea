using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Bundles;

/// <summary>One exchange as it goes into a bundle.</summary>
/// <param name="Id">The exchange.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Party">The other side, by its coded id or name.</param>
/// <param name="State">Name of the state it ended in.</param>
/// <param name="At">When it was received or sent.</param>
/// <param name="Raw">The octets as received or sent; also of refused and unreadable input. Null where the archive has lost them.</param>
/// <param name="CanonicalDigest">SHA-256 of the document's canonical form, where it could be read.</param>
/// <param name="Rejections">Why it was refused: code and text.</param>
public sealed record BundledExchange(
    Guid Id, string Direction, string Party, string State, DateTimeOffset At, byte[]? Raw, byte[]? CanonicalDigest, IReadOnlyList<BundledRejection> Rejections)
{
    /// <summary>The other side's identity in the hub, which the events name; null leaves it to them.</summary>
    public Guid? PartyId { get; init; }

    /// <summary>The signed answer and every acknowledgement, exactly as they left or came; oldest first.</summary>
    public IReadOnlyList<byte[]> Acknowledgements { get; init; } = [];

    /// <summary>What happened to it, with its places in the ledger.</summary>
    public IReadOnlyList<BundledEvent> History { get; init; } = [];
}

/// <summary>A reason as it was given.</summary>
public sealed record BundledRejection(string Code, string Text);

/// <summary>An event with the proof that the ledger holds it.</summary>
/// <param name="Leaf">Salt, digest and record.</param>
/// <param name="Position">Its place.</param>
/// <param name="Path">Inclusion proof for the bundle's checkpoint.</param>
public sealed record BundledEvent(LedgerLeaf Leaf, long Position, IReadOnlyList<LedgerHash> Path)
{
    /// <summary>Proof that a checkpoint whose time is proven holds the event; null where there is none.</summary>
    public DatingProof? Dated { get; init; }
}

/// <param name="Size">Which of the bundle's dated checkpoints.</param>
/// <param name="Path">Inclusion proof for it.</param>
public sealed record DatingProof(long Size, IReadOnlyList<LedgerHash> Path);

/// <summary>Everything a bundle is made of.</summary>
/// <param name="Created">When it was made.</param>
/// <param name="Checkpoint">The signed checkpoint that all inclusion proofs lead to.</param>
/// <param name="Exchanges">At least one.</param>
public sealed record BundleContent(DateTimeOffset Created, byte[] Checkpoint, IReadOnlyList<BundledExchange> Exchanges)
{
    /// <summary>Checkpoints with timestamps: they date the events that <see cref="BundledEvent.Dated"/> leads to them.</summary>
    public IReadOnlyList<DatedCheckpoint> Dated { get; init; } = [];

    /// <summary>The event <see cref="SigningKeyEvent"/> of the certificate that signs the bundle; null where the ledger has none.</summary>
    public BundledEvent? SigningKey { get; init; }

    /// <summary>Certificates (DER) that verifiers may need to find paths; none of them is trusted.</summary>
    public IReadOnlyList<byte[]> Certificates { get; init; } = [];

    /// <summary>CRLs (DER).</summary>
    public IReadOnlyList<byte[]> RevocationLists { get; init; } = [];

    /// <summary>OCSP responses (DER).</summary>
    public IReadOnlyList<byte[]> OcspResponses { get; init; } = [];
}
