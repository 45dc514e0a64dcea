namespace IntegrationHub.Market.Comparing;

/// <summary>The longest common subsequence of two sequences, by the classic table over what is left between an equal beginning and an equal end.</summary>
internal static class CommonSubsequence
{
    /// <summary>Pairs of equal elements, ascending on both sides; as many as there can be.</summary>
    /// <param name="before">Elements as numbers: equal numbers are equal elements.</param>
    /// <param name="after">The other sequence.</param>
    /// <param name="cells">Cells of tables that may still be filled; reduced by what this one takes.</param>
    /// <returns><c>null</c> where the table would have more cells than that.</returns>
    public static IReadOnlyList<(int Before, int After)>? Of(ReadOnlySpan<int> before, ReadOnlySpan<int> after, ref long cells)
    {
        var start = before.CommonPrefixLength(after);
        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
            end++;

        var (rows, columns) = (before.Length - start - end, after.Length - start - end);
        var needed = rows == 0 || columns == 0 ? 0 : (rows + 1L) * (columns + 1L);
        if (needed > cells)
            return null;

        cells -= needed;
        var pairs = new List<(int, int)>(start + end);
        for (var i = 0; i < start; i++)
            pairs.Add((i, i));

        if (needed > 0)
            Middle(before.Slice(start, rows), after.Slice(start, columns), start, pairs);

        for (var i = end; i > 0; i--)
            pairs.Add((before.Length - i, after.Length - i));

        return pairs;
    }

    private static void Middle(ReadOnlySpan<int> before, ReadOnlySpan<int> after, int start, List<(int, int)> pairs)
    {
        // Length of the longest one of what follows a row and a column.
        var width = after.Length + 1;
        var lengths = new int[(before.Length + 1) * width];
        for (var row = before.Length - 1; row >= 0; row--)
        {
            for (var column = after.Length - 1; column >= 0; column--)
            {
                lengths[(row * width) + column] = before[row] == after[column]
                    ? lengths[((row + 1) * width) + column + 1] + 1
                    : Math.Max(lengths[((row + 1) * width) + column], lengths[(row * width) + column + 1]);
            }
        }

        for (var (row, column) = (0, 0); row < before.Length && column < after.Length;)
        {
            if (before[row] == after[column])
                pairs.Add((start + row++, start + column++));
            else if (lengths[((row + 1) * width) + column] >= lengths[(row * width) + column + 1])
                row++;
            else
                column++;
        }
    }
}
