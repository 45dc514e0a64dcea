namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>
/// What a verification finds, bounded: of each kind the first <see cref="MostOfAKind"/> are kept and the rest is counted, so that no kind
/// crowds out another and no crafted export fills the memory of the one who verifies it.
/// </summary>
internal sealed class LedgerFindings
{
    public const int MostOfAKind = 100;

    private readonly List<LedgerFinding> kept = [];
    private readonly Dictionary<LedgerFault, int> keptOf = [];
    private long firstBroken = long.MaxValue;

    public IReadOnlyList<LedgerFinding> Kept => kept;

    /// <summary>How many more there were.</summary>
    public long Omitted { get; private set; }

    public void Add(LedgerFinding finding)
    {
        if (finding is { Fault: not (LedgerFault.Checkpoint or LedgerFault.Node or LedgerFault.Rollback), From: >= 0 })
            firstBroken = Math.Min(firstBroken, finding.From);
        var count = keptOf.GetValueOrDefault(finding.Fault);
        if (count == MostOfAKind)
        {
            Omitted++;
            return;
        }
        keptOf[finding.Fault] = count + 1;
        kept.Add(finding);
    }

    /// <summary>
    /// True when every entry below a size was found as it was sequenced. A checkpoint's root may fit although entries are missing or changed:
    /// their sequenced hashes stand in for them, so that what follows is still verified.
    /// </summary>
    public bool IsWholeBelow(long size) => firstBroken >= size;
}
