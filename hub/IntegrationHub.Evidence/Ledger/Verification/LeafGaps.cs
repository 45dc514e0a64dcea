namespace IntegrationHub.Evidence.Ledger.Verification;

/// <summary>The positions that a pass went past without a leaf, to tell a leaf that comes late from one whose place is taken.</summary>
internal sealed class LeafGaps
{
    /// <summary>More are not remembered: by then each kind of finding is full many times over.</summary>
    private const int Most = 100_000;

    private readonly List<(long From, long To)> gaps = [];

    /// <summary>Gaps come in order and do not touch.</summary>
    public void Add(long from, long to)
    {
        if (gaps.Count < Most)
            gaps.Add((from, to));
    }

    public bool Contains(long position)
    {
        var (low, high) = (0, gaps.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (gaps[middle].To < position)
                low = middle + 1;
            else if (gaps[middle].From > position)
                high = middle - 1;
            else
                return true;
        }
        return false;
    }
}
