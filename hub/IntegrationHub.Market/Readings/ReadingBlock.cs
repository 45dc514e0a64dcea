using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Readings;

/// <summary>Where a reading is from. A later and better source supersedes an earlier one; the block keeps what it was.</summary>
public enum ReadingQuality : byte
{
    /// <summary>No value; the energy is zero and counts as missing.</summary>
    Missing = 0,

    /// <summary>Measured and validated (A04 as provided).</summary>
    Measured = 1,

    /// <summary>Estimated by whoever measures (A03).</summary>
    Estimated = 2,

    /// <summary>Put in by the hub's substitution rule.</summary>
    Substituted = 3,

    /// <summary>Entered by the customer; superseded by the meter.</summary>
    Entered = 4,
}

/// <summary>
/// The readings of one metering point and month: an energy in Wh and a quality for each interval, and a version that counts corrections.
/// Stored packed (<see cref="ReadingBlockFormat"/>), one value per metering point and month, never a row per interval. Immutable.
/// </summary>
public sealed class ReadingBlock
{
    private readonly long[] _wattHours;
    private readonly ReadingQuality[] _qualities;

    public ReadingBlock(BillingMonth month, int stepMinutes, int version, long[] wattHours, ReadingQuality[] qualities)
    {
        if (wattHours.Length != qualities.Length)
            throw new ArgumentException("Every interval has an energy and a quality.", nameof(qualities));

        (Month, StepMinutes, Version, _wattHours, _qualities) = (month, stepMinutes, version, wattHours, qualities);
    }

    public BillingMonth Month { get; }

    public int StepMinutes { get; }

    /// <summary>1 for the first readings of the month; every correction is a new version.</summary>
    public int Version { get; }

    public ReadOnlySpan<long> WattHours => _wattHours;

    public ReadOnlySpan<ReadingQuality> Qualities => _qualities;

    /// <summary>Intervals without a value.</summary>
    public int MissingCount => _qualities.Count(static quality => quality == ReadingQuality.Missing);

    /// <summary>A month without any reading.</summary>
    public static ReadingBlock Empty(MonthGrid grid) => new(grid.Month, grid.StepMinutes, 0, new long[grid.Count], new ReadingQuality[grid.Count]);

    /// <summary>
    /// A new version with some intervals replaced. What a customer entered never replaces what was measured or estimated; a measured value replaces everything.
    /// </summary>
    /// <returns>The new version, or this block when nothing changed.</returns>
    public ReadingBlock With(IEnumerable<(int Index, long WattHours, ReadingQuality Quality)> readings)
    {
        var wattHours = (long[])_wattHours.Clone();
        var qualities = (ReadingQuality[])_qualities.Clone();
        var changed = false;
        foreach (var (index, value, quality) in readings)
        {
            if (Rank(quality) < Rank(qualities[index]) || (wattHours[index] == value && qualities[index] == quality))
                continue;

            wattHours[index] = value;
            qualities[index] = quality;
            changed = true;
        }

        return changed ? new(Month, StepMinutes, Version + 1, wattHours, qualities) : this;
    }

    private static int Rank(ReadingQuality quality) => quality switch
    {
        ReadingQuality.Missing => 0,
        ReadingQuality.Substituted => 1,
        ReadingQuality.Entered => 2,
        ReadingQuality.Estimated => 3,
        _ => 4,
    };
}
