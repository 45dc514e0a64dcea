using IntegrationHub.Market.Time;
using IntegrationHub.Schemas.Writing;
using NodaTime;

namespace IntegrationHub.Market.Readings;

/// <summary>Turns validated metered data of the distribution company (Ediel, NotifyValidatedMeasureData) into readings of accounts and months.</summary>
public static class MeteredDocument
{
    /// <summary>Type of a metering point of consumption; production is <c>E18</c>.</summary>
    private const string Consumption = "E17";

    private const string Production = "E18";

    /// <summary>A quality that says that there is no value.</summary>
    private const string NotAvailable = "A02";

    private const string EstimatedCode = "A03";

    /// <summary>The document's readings, or everything in it that cannot be used; nothing is taken then.</summary>
    /// <param name="document">The document; it was validated when it came in.</param>
    /// <param name="grids">The market's intervals.</param>
    public static Checked<IReadOnlyList<AccountReadings>> Read(MeteredData document, MonthGrids grids)
    {
        var problems = new List<Problem>();
        var readings = new List<AccountReadings>();
        for (var i = 0; i < document.Series.Count; i++)
        {
            var series = document.Series[i];
            var where = $"Series[{i + 1}]";
            if (ChannelOf(series, where, problems) is { } channel && FactorOf(series, where, problems) is { } factor)
                readings.AddRange(Of(series, channel, factor, where, grids, problems));
        }

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<AccountReadings>>(problems) : Checked.Good<IReadOnlyList<AccountReadings>>(readings);
    }

    private static ReadingChannel? ChannelOf(MeteredSeries series, string where, List<Problem> problems)
    {
        switch (series.MeteringPointType)
        {
            case Consumption:
                return ReadingChannel.Import;
            case Production:
                return ReadingChannel.Export;
            default:
                problems.Add(new(ProblemCodes.ReadingOutside, $"Metering points of the type {series.MeteringPointType} are not settled.", where, $"{Consumption} is consumption, {Production} is feed-in."));
                return null;
        }
    }

    /// <summary>Watt-hours of a unit.</summary>
    private static decimal? FactorOf(MeteredSeries series, string where, List<Problem> problems)
    {
        switch (series.Unit)
        {
            case "KWH":
                return 1_000m;
            case "MWH":
                return 1_000_000m;
            default:
                problems.Add(new(ProblemCodes.ReadingUnreadable, $"The unit {series.Unit} is no energy that is known here.", where, "KWH and MWH are."));
                return null;
        }
    }

    private static IEnumerable<AccountReadings> Of(MeteredSeries series, ReadingChannel channel, decimal factor, string where, MonthGrids grids, List<Problem> problems)
    {
        var period = series.Period;
        var resolution = Schemas.Rules.Resolution.TryParse(period.Resolution, out var read) && !read.IsCalendar ? read.Time : TimeSpan.Zero;
        if (resolution != TimeSpan.FromMinutes(grids.StepMinutes))
        {
            problems.Add(new(ProblemCodes.ReadingOutside, $"The resolution is {period.Resolution}.", where, $"Readings of {grids.StepMinutes} minutes are settled."));
            return [];
        }

        var months = new SortedDictionary<BillingMonth, List<(int, long, ReadingQuality)>>();
        for (var i = 0; i < period.Count; i++)
        {
            var position = period.Positions.IsEmpty ? i + 1 : period.Positions.Span[i];
            var code = period.Qualities.IsEmpty ? "" : period.Qualities.Span[i];
            if (code == NotAvailable)
                continue;

            var start = period.Interval.Start + ((position - 1) * resolution);
            var wattHours = period.Quantities.Span[i] * factor;
            if (start >= period.Interval.End || IndexOf(start, grids) is not { } place)
            {
                problems.Add(new(ProblemCodes.ReadingOutside, $"Position {position} is no interval of the market.", where, "Correct period and resolution."));
                return [];
            }

            if (wattHours < 0 || wattHours != decimal.Truncate(wattHours) || wattHours > long.MaxValue)
            {
                problems.Add(new(
                    wattHours < 0 ? ProblemCodes.ReadingNegative : ProblemCodes.ReadingUnreadable, $"Position {position} has {period.Quantities.Span[i]} {series.Unit}.", where, "Energies are whole watt-hours of zero or more."));
                return [];
            }

            if (!months.TryGetValue(place.Month, out var values))
                months[place.Month] = values = [];

            values.Add((place.Index, (long)wattHours, code == EstimatedCode ? ReadingQuality.Estimated : ReadingQuality.Measured));
        }

        return months.Select(month => new AccountReadings(series.MeteringPoint.Value, null, channel, month.Key, where, month.Value));
    }

    private static (BillingMonth Month, int Index)? IndexOf(DateTimeOffset start, MonthGrids grids)
    {
        var month = BillingMonth.Of(Instant.FromDateTimeOffset(start).InZone(grids.Calendar.Zone).Date);
        var grid = grids.Of(month);
        var minutes = (start - grid.Period.Start).TotalMinutes;
        var index = (int)(minutes / grids.StepMinutes);
        return index < grid.Count && index * grids.StepMinutes == minutes ? (month, index) : null;
    }
}
