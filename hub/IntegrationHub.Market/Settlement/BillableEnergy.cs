using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Settlement;

/// <summary>
/// The energies that a bill is made of: consumption, and what the package prices beside it, checked and cut to the days served. What lies outside these days belongs to
/// another retailer: it is neither missing nor summed.
/// </summary>
internal sealed class BillableEnergy
{
    private readonly ReadingBlock _import;
    private readonly ReadingBlock? _export;
    private readonly ReadingBlock? _community;
    private readonly Range _intervals;
    private readonly bool _whole;

    private BillableEnergy(SettlementInput input, int days, Range intervals)
    {
        (Days, _intervals, _import) = (days, intervals, input.Readings);
        _whole = days == input.Package.Grid.Month.Days;
        _export = input.Package.Needs(EnergySource.Export) ? input.Export : null;
        _community = input.Package.Needs(EnergySource.Community) ? input.Community : null;
    }

    /// <summary>Days of the month that are served.</summary>
    public int Days { get; }

    /// <summary>Consumption.</summary>
    public Energy Import { get; private set; }

    /// <summary>Intervals in which some value is not the meter's.</summary>
    public int Substituted { get; private set; }

    /// <summary>Version of the readings of energy fed in, or <c>null</c> where the package does not price it.</summary>
    public int? ExportVersion => _export?.Version;

    /// <summary>Version of the readings of the community's energy, or <c>null</c> where the package does not price it.</summary>
    public int? CommunityVersion => _community?.Version;

    /// <summary>The energies, or everything that is wrong with the readings of the days served.</summary>
    public static Checked<BillableEnergy> Of(SettlementInput input)
    {
        var month = input.Package.Grid.Month;
        var from = LocalDate.Max(input.ServedFrom ?? month.FirstDay, month.FirstDay);
        var to = LocalDate.Min(input.ServedTo ?? month.LastDay, month.LastDay);
        if (to < from)
        {
            return Checked.Bad<BillableEnergy>(new Problem(
                ProblemCodes.NotServed, $"{input.Account} is not served on any day of {month}.", input.Account, "Correct the days of service, or leave the month out."));
        }

        var grid = input.Package.Grid;
        var energy = new BillableEnergy(input, to.Day - from.Day + 1, grid.StartOf(from.Day - 1)..grid.StartOf(to.Day));
        var problems = energy.Check(input, grid);
        if (problems.Count > 0)
            return Checked.Bad<BillableEnergy>(problems);

        energy.Sum();
        return Checked.Good(energy);
    }

    /// <summary>What the package prices.</summary>
    public MonthEnergy ToPrice() => new(Cut(_import), Cut(_export), Cut(_community), Days);

    /// <summary>The same of several spans of days that the package prices as one.</summary>
    /// <param name="parts">Spans of one month, without a day in two of them.</param>
    /// <param name="part">What they are of the month.</param>
    public static MonthEnergy ToPrice(IReadOnlyList<BillableEnergy> parts, PartOfMonth part) => new(
        Together(parts, static part => part._import), Together(parts, static part => part._export), Together(parts, static part => part._community), parts.Sum(static part => part.Days), part);

    private static long[] Together(IReadOnlyList<BillableEnergy> parts, Func<BillableEnergy, ReadingBlock?> blockOf)
    {
        if (blockOf(parts[0]) is not { } first)
            return [];

        var energies = new long[first.WattHours.Length];
        foreach (var part in parts)
            blockOf(part)!.WattHours[part._intervals].CopyTo(energies.AsSpan(part._intervals));

        return energies;
    }

    private List<Problem> Check(SettlementInput input, MonthGrid grid)
    {
        var problems = new List<Problem>();
        var good = CheckBlock(_import, "", input, grid, problems);
        if (input.Package.Needs(EnergySource.Export))
            CheckBlock(_export, ", export", input, grid, problems);

        if (input.Package.Needs(EnergySource.Community) && CheckBlock(_community, ", community", input, grid, problems) && good)
            CheckCommunity(input, grid, problems);

        return problems;
    }

    private bool CheckBlock(ReadingBlock? block, string what, SettlementInput input, MonthGrid grid, List<Problem> problems)
    {
        var where = input.Account + what;
        if (block is null)
        {
            problems.Add(new(ProblemCodes.ReadingMissing, $"The package prices energy that {input.Account} has no readings of.", where, "Import them, or use a package without it."));
            return false;
        }

        if (block.Month != grid.Month || block.WattHours.Length != grid.Count)
        {
            problems.Add(new(
                ProblemCodes.ReadingOutside, $"{input.Account} has readings of {block.Month} with {block.WattHours.Length} intervals, {grid.Month} has {grid.Count}.", where, "Give the readings of the month."));
            return false;
        }

        var wattHours = block.WattHours[_intervals];
        var qualities = block.Qualities[_intervals];
        if (!qualities.Contains(ReadingQuality.Missing) && !HasNegative(wattHours))
            return true;

        var (missing, negative, first) = (0, 0, 0);
        for (var i = 0; i < wattHours.Length; i++)
        {
            if (qualities[i] == ReadingQuality.Missing)
                missing++;
            else if (wattHours[i] < 0 && negative++ == 0)
                first = i;
        }

        if (missing > 0)
            problems.Add(new(ProblemCodes.ReadingMissing, $"{missing} intervals of {input.Account} have no value.", where, "Import the missing readings, or have them substituted."));

        if (negative > 0)
        {
            problems.Add(new(
                ProblemCodes.ReadingNegative, $"{negative} intervals of {input.Account} are below zero, the first {TimeOf(first, grid)}.", where, "Import corrected readings; what is fed into the grid has readings of its own."));
        }

        return missing + negative == 0;
    }

    private static bool HasNegative(ReadOnlySpan<long> wattHours)
    {
        long signs = 0;
        foreach (var one in wattHours)
            signs |= one;

        return signs < 0;
    }

    /// <summary>A community covers part of the consumption, never more.</summary>
    private void CheckCommunity(SettlementInput input, MonthGrid grid, List<Problem> problems)
    {
        var import = _import.WattHours[_intervals];
        var community = _community!.WattHours[_intervals];
        for (var i = 0; i < import.Length; i++)
        {
            if (community[i] <= import[i])
                continue;

            problems.Add(new(
                ProblemCodes.ReadingCommunity,
                $"{input.Account} has {new Energy(community[i])} from the community in a consumption of {new Energy(import[i])}, first {TimeOf(i, grid)}.",
                $"{input.Account}, community",
                "Correct the allocation of the community's energy."));
            return;
        }
    }

    private string TimeOf(int index, MonthGrid grid) =>
        $"on {grid.DateOf(_intervals.Start.Value + index):uuuu-MM-dd} at {grid.LocalTimeOf(_intervals.Start.Value + index):HH:mm}";

    private void Sum()
    {
        long sum = 0;
        foreach (var wattHours in _import.WattHours[_intervals])
            sum += wattHours;

        Import = new(sum);
        var import = _import.Qualities[_intervals];
        Substituted = _export is null && _community is null ? import.Length - import.Count(ReadingQuality.Measured) : CountSubstituted(import);
    }

    private int CountSubstituted(ReadOnlySpan<ReadingQuality> import)
    {
        var export = _export is null ? import : _export.Qualities[_intervals];
        var community = _community is null ? import : _community.Qualities[_intervals];
        var substituted = 0;
        for (var i = 0; i < import.Length; i++)
        {
            if (import[i] != ReadingQuality.Measured || export[i] != ReadingQuality.Measured || community[i] != ReadingQuality.Measured)
                substituted++;
        }

        return substituted;
    }

    /// <summary>The energies of the days served; zero outside.</summary>
    private ReadOnlySpan<long> Cut(ReadingBlock? block)
    {
        if (block is null || _whole)
            return block is null ? default : block.WattHours;

        var cut = new long[block.WattHours.Length];
        block.WattHours[_intervals].CopyTo(cut.AsSpan(_intervals));
        return cut;
    }
}
