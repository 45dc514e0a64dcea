using System.Collections;

namespace IntegrationHub.Schemas.Rules;

/// <summary>Questions about the positions of a period that need one pass each.</summary>
internal static class PositionScan
{
    /// <summary>Index of the first position that is not greater than the one before it, or −1.</summary>
    public static int FirstDisorder(ReadOnlySpan<int> positions)
    {
        for (var i = 1; i < positions.Length; i++)
        {
            if (positions[i] <= positions[i - 1]) return i;
        }

        return -1;
    }

    /// <summary>Index of the first position that is below the one before it, or −1.</summary>
    public static int FirstFall(ReadOnlySpan<int> positions)
    {
        for (var i = 1; i < positions.Length; i++)
        {
            if (positions[i] < positions[i - 1]) return i;
        }

        return -1;
    }

    /// <summary>Index of the next position from <paramref name="start"/> on that is above <paramref name="last"/>, or −1.</summary>
    public static int NextAbove(ReadOnlySpan<int> positions, int start, long last)
    {
        if (start >= positions.Length || last >= int.MaxValue) return -1;
        var index = positions[start..].IndexOfAnyInRange((int)last + 1, int.MaxValue);
        return index < 0 ? -1 : start + index;
    }

    /// <summary>Indexes of positions that stood before, in document order.</summary>
    public static List<int> Repetitions(ReadOnlySpan<int> positions)
    {
        var repeated = new List<int>();
        if (FirstDisorder(positions) < 0) return repeated;
        var seen = new HashSet<int>(positions.Length);
        for (var i = 0; i < positions.Length; i++)
        {
            if (!seen.Add(positions[i])) repeated.Add(i);
        }

        return repeated;
    }

    /// <summary>Ranges of positions from 1 to <paramref name="last"/> that do not stand anywhere.</summary>
    public static List<(int From, int To)> Gaps(ReadOnlySpan<int> positions, int last)
    {
        var gaps = new List<(int, int)>();
        if (positions.Length == last && last > 0 && positions[0] == 1 && positions[^1] == last && FirstDisorder(positions) < 0) return gaps;
        var present = new BitArray(last + 1);
        var count = 0;
        foreach (var position in positions)
        {
            if (position < 1 || position > last || present[position]) continue;
            present[position] = true;
            count++;
        }

        if (count == last) return gaps;
        for (var from = 1; from <= last; from++)
        {
            if (present[from]) continue;
            var to = from;
            while (to < last && !present[to + 1]) to++;
            gaps.Add((from, to));
            from = to;
        }

        return gaps;
    }
}
