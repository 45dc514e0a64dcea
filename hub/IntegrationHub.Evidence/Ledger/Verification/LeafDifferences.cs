namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>Collects positions where the stored leaf is not the sequenced one, and tells what was done to them.</summary>
internal sealed class LeafDifferences
{
    /// <summary>Enough to tell the kind of interference; beyond it only the extent grows.</summary>
    private const int Examined = 4096;

    private readonly List<(long Position, LedgerHash Sequenced, LedgerHash Found)> examined = [];
    private long last;

    public void Add(long position, LedgerHash sequenced, LedgerHash found)
    {
        if (examined.Count < Examined)
            examined.Add((position, sequenced, found));
        last = position;
    }

    public void Report(LedgerFindings findings)
    {
        if (examined.Count == 0)
            return;
        var sequenced = examined.Select(d => d.Sequenced).ToHashSet();
        var found = examined.Select(d => d.Found).ToHashSet();
        var first = examined[0].Position;
        if (sequenced.SetEquals(found))
        {
            findings.Add(new(LedgerFault.Reordering, first, last, $"The entries from {first} to {last} are the sequenced ones in another order."));
            return;
        }
        if (ShiftedBy(1))
        {
            findings.Add(new(LedgerFault.Insertion, first, last, $"An entry that was never sequenced stands at {first}; those behind it are shifted."));
            return;
        }
        if (ShiftedBy(-1))
        {
            findings.Add(new(LedgerFault.Gap, first, last, $"The entry sequenced at {first} was removed and those behind it moved up."));
            return;
        }
        foreach (var (position, _, _) in examined.Where(d => !sequenced.Contains(d.Found)))
            findings.Add(new(LedgerFault.Change, position, position, $"The digest of entry {position} is not the one that was sequenced."));
        if (examined.Exists(d => sequenced.Contains(d.Found)))
            findings.Add(new(LedgerFault.Reordering, first, last, $"Some entries between {first} and {last} stand at another place than they were sequenced at."));
    }

    /// <summary>True when, from the first difference on, found[i + shift] = sequenced[i] for all neighbours examined.</summary>
    private bool ShiftedBy(int shift)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < examined.Count; i++)
        {
            var (here, next) = (examined[i], examined[i + 1]);
            if (next.Position != here.Position + 1)
                return false;
            if (shift > 0 ? next.Found != here.Sequenced : next.Sequenced != here.Found)
                return false;
            pairs++;
        }
        return pairs > 0;
    }
}
