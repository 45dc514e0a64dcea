using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using NodaTime;

namespace IntegrationHub.Portal.Pages.Content;

/// <summary>A point with its instant.</summary>
/// <param name="At">Start of its interval; null where the resolution cannot be read.</param>
/// <param name="Steps">For how many intervals it holds: more than one in curves of variable blocks.</param>
public sealed record ShownPoint(DateTimeOffset? At, int Position, int Steps, decimal? Quantity, decimal? OutQuantity, decimal? Price);

/// <summary>A series as people read it.</summary>
/// <param name="Resolutions">Of its periods, each once.</param>
/// <param name="Cut">Further points are left out.</param>
public sealed record ShownSeries(TimeSeries Series, IReadOnlyList<string> Resolutions, IReadOnlyList<ShownPoint> Points, bool Cut)
{
    /// <summary>A value for every interval, for a chart: what holds for several intervals stands in each.</summary>
    public IReadOnlyList<decimal?> Values(Func<ShownPoint, decimal?> of) => [.. Points.SelectMany(point => Enumerable.Repeat(of(point), point.Steps))];

    public bool Has(Func<ShownPoint, decimal?> value) => Points.Any(point => value(point) is not null);
}

/// <summary>Gives points their instants. Pure.</summary>
internal static class SeriesReading
{
    /// <summary>What is left out is in the text of the document.</summary>
    public const int MostSeries = 20;

    /// <summary>Intervals of one series: a month of quarters of an hour is not quite 3,000.</summary>
    public const int MostSteps = 3_000;

    /// <summary>Sequential variable sized blocks (StandardCurveTypeList): a position that is not there has the value of the one before it.</summary>
    private const string VariableBlocks = "A03";

    public static IReadOnlyList<ShownSeries> Of(MarketDocument document, DateTimeZone zone) => [.. document.Series.Take(MostSeries).Select(series => Of(series, zone))];

    private static ShownSeries Of(TimeSeries series, DateTimeZone zone)
    {
        var (points, steps) = (new List<ShownPoint>(), 0);
        var cut = false;
        foreach (var period in series.Periods.OrderBy(static period => period.Interval.Start))
        {
            foreach (var point in PointsOf(period, series.CurveType == VariableBlocks, zone))
            {
                if (steps + point.Steps > MostSteps)
                {
                    cut = true;
                    break;
                }

                points.Add(point);
                steps += point.Steps;
            }

            if (cut)
                break;
        }

        return new ShownSeries(series, [.. series.Periods.Select(static period => period.Resolution).Distinct(StringComparer.Ordinal)], points, cut);
    }

    private static List<ShownPoint> PointsOf(SeriesPeriod period, bool variable, DateTimeZone zone)
    {
        var grid = Resolution.TryParse(period.Resolution, out var resolution) ? new ResolutionGrid(period.Interval.Start, resolution, zone) : null;
        var end = grid?.StepsTo(period.Interval.End).Steps ?? 0;
        var positions = period.Positions.Span;
        var points = new List<ShownPoint>(Math.Min(positions.Length, MostSteps + 1));
        for (var i = 0; i < positions.Length && i <= MostSteps; i++)
        {
            var next = i + 1 < positions.Length ? positions[i + 1] : Math.Min(end + 1, int.MaxValue);
            points.Add(new ShownPoint(
                grid?.IntervalOf(positions[i]).Start,
                positions[i],
                variable ? (int)Math.Clamp(next - positions[i], 1, MostSteps) : 1,
                At(period.Quantities, i),
                At(period.OutQuantities, i),
                At(period.Prices, i)));
        }

        return points;
    }

    private static decimal? At(ReadOnlyMemory<decimal> values, int index) => index < values.Length ? values.Span[index] : null;
}
