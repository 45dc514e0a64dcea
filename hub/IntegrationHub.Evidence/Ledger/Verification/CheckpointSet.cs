using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>The checkpoints a ledger must agree with, by size; forged ones and forks among themselves are found here.</summary>
internal sealed class CheckpointSet(NoteVerifierKey key, IEd25519 ed25519, LedgerFindings findings)
{
    private readonly SortedDictionary<long, List<(string Name, bool Outside, Checkpoint Checkpoint)>> bySize = [];
    private readonly List<ProvenCheckpoint> proven = [];
    private readonly Dictionary<long, LedgerHash> agreed = [];
    private long lastGood;

    public IReadOnlyList<ProvenCheckpoint> Proven => proven;

    public int OwnAgreeing { get; private set; }

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
            findings.Add(new(LedgerFault.Fork, checkpoint.Size, checkpoint.Size, $"{same[0].Name} and {name} are both signed for {checkpoint.Size} entries, with different roots."));
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
                findings.Add(new(LedgerFault.Fork, lastGood, size - 1, $"The entries up to {size} are not those that {name} was signed for; the first difference lies at or after position {lastGood}."));
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

    /// <summary>Reports the checkpoints beyond the end.</summary>
    public void ReportBeyond(long size)
    {
        foreach (var (name, outside, checkpoint) in bySize.Where(b => b.Key > size).SelectMany(b => b.Value))
        {
            findings.Add(outside
                ? new(LedgerFault.Rollback, size, checkpoint.Size - 1, $"{name} was signed for {checkpoint.Size} entries; the ledger has {size}. It was set back, as by restoring an older backup.")
                : new(LedgerFault.Truncation, size, checkpoint.Size - 1, $"The ledger's own checkpoint {name} was signed for {checkpoint.Size} entries; {size} are left."));
        }
    }
}
