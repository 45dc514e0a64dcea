namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>What is wrong with a ledger. The names are stable and part of the machine-readable report.</summary>
public enum LedgerFault
{
    /// <summary>A position has no leaf.</summary>
    Gap,

    /// <summary>A leaf or the event behind it is not what was sequenced.</summary>
    Change,

    /// <summary>Entries are there without their record. A store always has it, and so has a true export.</summary>
    Withheld,

    /// <summary>A leaf stands there that was never sequenced, or a position is taken twice.</summary>
    Insertion,

    /// <summary>Sequenced leaves stand in another order.</summary>
    Reordering,

    /// <summary>The end is missing: the ledger's own head or checkpoints know more entries.</summary>
    Truncation,

    /// <summary>The log signed, or now holds, another history than one of its checkpoints.</summary>
    Fork,

    /// <summary>An outside checkpoint knows more entries than the ledger: it was set back, as by restoring a backup.</summary>
    Rollback,

    /// <summary>A stored inner hash is wrong; the leaves themselves may be whole.</summary>
    Node,

    /// <summary>A checkpoint is malformed or not signed by the log's key.</summary>
    Checkpoint,
}

/// <summary>One finding.</summary>
/// <param name="From">First position or size concerned.</param>
/// <param name="To">Last one, inclusive.</param>
/// <param name="Text">What was found, in words.</param>
public sealed record LedgerFinding(LedgerFault Fault, long From, long To, string Text);

/// <summary>A checkpoint to verify against.</summary>
/// <param name="Name">Where it comes from, e.g. its file; the report names it.</param>
/// <param name="Note">The signed note's octets.</param>
public sealed record OutsideCheckpoint(string Name, byte[] Note);

/// <summary>An outside checkpoint that the ledger was proven to contain.</summary>
public sealed record ProvenCheckpoint(string Name, long Size, LedgerHash Root, DateTimeOffset? StatedTime);

/// <summary>What a verification found.</summary>
/// <param name="Size">Leaves that were read in sequence.</param>
/// <param name="Root">Root over them.</param>
/// <param name="Unsequenced">Leaves without a place that were verified, too.</param>
/// <param name="Proven">The outside checkpoints it was proven against; empty means that nothing outside vouches for it.</param>
/// <param name="OwnCheckpoints">How many of the ledger's own signed checkpoints agree.</param>
public sealed record LedgerReport(
    long Size, LedgerHash Root, long Unsequenced, IReadOnlyList<LedgerFinding> Findings, IReadOnlyList<ProvenCheckpoint> Proven, int OwnCheckpoints)
{
    /// <summary>Entries without their record, those that wait for a place included.</summary>
    public long Withheld { get; init; }

    /// <summary>So many entries from the first on a signed checkpoint agrees with, be it the ledger's own or one from outside; 0 when nobody signed for any.</summary>
    public long Signed { get; init; }

    /// <summary>Findings beyond those listed.</summary>
    public long OmittedFindings { get; init; }

    /// <summary>What the timestamps of its checkpoints prove; null where they were not judged.</summary>
    public LedgerTimes? Times { get; init; }

    public bool IsIntact => Findings.Count == 0;

    /// <summary>The report in words.</summary>
    public IReadOnlyList<string> Statements()
    {
        var lines = new List<string> { $"{Size} entries, root {Root.ToBase64()}; {Unsequenced} more wait for their place; {Withheld} are without their record." };
        lines.AddRange(Findings.Select(f => $"{f.Fault.ToString().ToLowerInvariant()}: {f.Text}"));
        if (OmittedFindings > 0)
            lines.Add($"And {OmittedFindings} more findings of these kinds.");
        lines.AddRange(Proven.Select(p => $"Proven against {p.Name}: its {p.Size} entries are all here, unchanged and in order."));
        if (Proven.Count == 0)
            lines.Add("No outside checkpoint was proven: the ledger can only be shown to agree with itself. Name one that was kept elsewhere.");
        lines.AddRange(Times?.Statements() ?? ["When the entries were recorded was not judged: name the authorities of the timestamp services (--trust PEM)."]);
        lines.Add(IsIntact ? "The ledger is intact." : "The ledger is NOT intact.");
        return lines;
    }
}
