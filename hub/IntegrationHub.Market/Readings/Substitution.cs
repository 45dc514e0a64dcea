using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Readings;

/// <summary>Puts values in place of missing readings, so that a month can be settled; each is marked and gives way to the meter's.</summary>
public static class Substitution
{
    /// <summary>
    /// Fills gaps: up to <paramref name="longestInterpolation"/> intervals between two known ones by a straight line, longer ones by the mean of the same time on the
    /// known days of the same type in the month, else of all known days, else by the contracted energy of the interval.
    /// </summary>
    /// <param name="block">Readings with gaps.</param>
    /// <param name="grid">Its month.</param>
    /// <param name="contracted">Contracted energy by interval, the last resort.</param>
    /// <param name="longestInterpolation">Intervals in a row that may be interpolated, as the market's rules say.</param>
    /// <returns>A new version without gaps, or the block itself when there was none.</returns>
    public static ReadingBlock Fill(ReadingBlock block, MonthGrid grid, ReadOnlySpan<long> contracted, int longestInterpolation)
    {
        if (block.MissingCount == 0)
            return block;

        var values = new List<(int, long, ReadingQuality)>();
        for (var i = 0; i < grid.Count; i++)
        {
            if (block.Qualities[i] != ReadingQuality.Missing)
                continue;

            var end = i;
            while (end < grid.Count && block.Qualities[end] == ReadingQuality.Missing)
                end++;

            for (var gap = i; gap < end; gap++)
                values.Add((gap, Value(block, grid, contracted, longestInterpolation, i, end, gap), ReadingQuality.Substituted));

            i = end - 1;
        }

        return block.With(values);
    }

    private static long Value(ReadingBlock block, MonthGrid grid, ReadOnlySpan<long> contracted, int longestInterpolation, int start, int end, int index)
    {
        if (end - start <= longestInterpolation && start > 0 && end < grid.Count)
        {
            var (before, after) = (block.WattHours[start - 1], block.WattHours[end]);
            return before + (long)Math.Round((decimal)(after - before) * (index - start + 1) / (end - start + 1), MidpointRounding.ToEven);
        }

        return Mean(block, grid, index, sameType: true) ?? Mean(block, grid, index, sameType: false) ?? contracted[index];
    }

    private static long? Mean(ReadingBlock block, MonthGrid grid, int index, bool sameType)
    {
        var (time, type) = (grid.LocalTimeOf(index), grid.DayTypeOf(index));
        Int128 sum = 0;
        var count = 0;
        for (var day = 0; day < grid.Days.Count; day++)
        {
            // A day of another length has its times elsewhere; it is left out.
            var start = grid.StartOf(day);
            var slot = (((time.Hour * 60) + time.Minute) / grid.StepMinutes) + start;
            if (grid.Days[day].Count != 1440 / grid.StepMinutes || block.Qualities[slot] is ReadingQuality.Missing or ReadingQuality.Substituted
                || (sameType && grid.DayTypeOf(slot) != type))
            {
                continue;
            }

            sum += block.WattHours[slot];
            count++;
        }

        return count == 0 ? null : (long)(sum / count);
    }
}
