using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>The checkpoints a ledger must agree with, by size; forged ones and forks among themselves are found here.</summary>
internal sealed class CheckpointSet(NoteVerifierKey key, IEd25519 ed25519, LedgerFindings findings)
{
    private const int MostRestored = 1000;

    private readonly SortedDictionary<long, List<(string Name, bool Outside, Checkpoint Checkpoint)>> bySize = [];
    private readonly List<ProvenCheckpoint> proven = [];
    private readonly Dictionary<long, LedgerHash> agreed = [];
    private readonly List<RestoredStore> restored = [];
    private readonly List<(string Name, string Other, long Size)> twins = [];
    private readonly List<(string Name, long Size, long LastGood)> strangers = [];
    private long lastGood;

    public IReadOnlyList<ProvenCheckpoint> Proven => proven;

    public int OwnAgreeing { get; private set; }

    /// <summary>Entries that a signed checkpoint, the ledger's own or one from outside, agrees with.</summary>
    public long Signed => lastGood;

    public void Add(string name, bool outside, byte[] note)
    {
        if (Checkpoint.Open(note, key, ed25519) is not { } checkpoint)
        {
            findings.Add(new(LedgerFault.Checkpoint, 0, 0, $"The checkpoint {name} is malformed or not signed by {key.Name}."));
            return;
        }
        if (!bySize.TryGetValue(checkpoint.Size, out var same))
            bySize.Add(checkpoint.Size, same = []);
        // Against the first alone: an export may hold one checkpoint a million times.
        if (same.Count > 0 && same[0].Checkpoint.Root != checkpoint.Root)
            twins.Add((same[0].Name, name, checkpoint.Size));
        same.Add((name, outside, checkpoint));
    }

    /// <summary>Compares every checkpoint of this size with the root the leaves give.</summary>
    public void Compare(long size, Func<LedgerHash> root)
    {
        if (!bySize.TryGetValue(size, out var here))
            return;
        var actual = root();
        foreach (var (name, outside, checkpoint) in here)
        {
            if (checkpoint.Root != actual)
            {
                // Whether the ledger itself explains it, an entry further on may say.
                if (outside)
                {
                    strangers.Add((name, size, lastGood));
                    continue;
                }
                findings.Add(Fork(name, size, lastGood));
                continue;
            }
            lastGood = size;
            agreed[size] = actual;
            if (outside)
                proven.Add(new(name, size, actual, checkpoint.StatedTime));
            else
                OwnAgreeing++;
        }
    }

    /// <summary>True when a checkpoint is signed for the entries that were read.</summary>
    public bool Agrees(long size, byte[] note) =>
        agreed.TryGetValue(size, out var root) && Checkpoint.Open(note, key, ed25519) is { } checkpoint && checkpoint.Size == size && checkpoint.Root == root;

    /// <summary>An entry says that the store was restored from a backup.</summary>
    public void Add(RestoredStore restore)
    {
        // Nobody restores that often: an export must not fill the memory with them.
        if (restored.Count < MostRestored)
            restored.Add(restore);
    }

    /// <summary>Reports the checkpoints of other entries, and those beyond the end.</summary>
    public void ReportOthers(long size)
    {
        // One that the lost time signed and one that was signed at the same size since: the first is reported below.
        foreach (var (name, other, of) in twins.Where(twin => Explanation(twin.Size) is null))
            findings.Add(new(LedgerFault.Fork, of, of, $"{name} and {other} are both signed for {of} entries, with different roots."));
        foreach (var (name, of, good) in strangers)
        {
            findings.Add(Explanation(of) is { } restore
                ? new(LedgerFault.Rollback, restore.Size, of - 1, $"{name} was signed for {of} entries; those from {restore.Size} on are lost: a backup of {restore.Saved} was restored, as entry {restore.Position} says, and others took their places.")
                : Fork(name, of, good));
        }
        foreach (var (name, outside, checkpoint) in bySize.Where(b => b.Key > size).SelectMany(b => b.Value))
        {
            findings.Add(outside
                ? Beyond(name, size, checkpoint.Size)
                : new(LedgerFault.Truncation, size, checkpoint.Size - 1, $"The ledger's own checkpoint {name} was signed for {checkpoint.Size} entries; {size} are left."));
        }
    }

    /// <summary>
    /// The restore that explains why entries of a size were lost. Anybody who can write to the database can write such an entry; only with a signed
    /// checkpoint behind it is it the ledger's own word.
    /// </summary>
    private RestoredStore? Explanation(long size) => restored.Find(one => one.Explains(size) && lastGood > one.Position);

    private string Unsigned(long size) => restored.Find(one => one.Explains(size)) is { } restore
        ? $" Entry {restore.Position} says that a backup of {restore.Saved} was restored; no signed checkpoint lies behind it yet."
        : "";

    private LedgerFinding Beyond(string name, long size, long of) => Explanation(of) is { } restore
        ? new(LedgerFault.Rollback, restore.Size, of - 1, $"{name} was signed for {of} entries; those from {restore.Size} on are lost: a backup of {restore.Saved} was restored, as entry {restore.Position} says.")
        : new(LedgerFault.Rollback, size, of - 1, $"{name} was signed for {of} entries; the ledger has {size}. It was set back, as by restoring an older backup.{Unsigned(of)}");

    private LedgerFinding Fork(string name, long size, long good) =>
        new(LedgerFault.Fork, good, size - 1, $"The entries up to {size} are not those that {name} was signed for; the first difference lies at or after position {good}.{Unsigned(size)}");
}
