using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>For which positions of a period each of its points holds: for its own, and in a curve of variable sized blocks (A03) for those left out after it.</summary>
public static class HeldPositions
{
    /// <summary>The points in document order, each with its first and last position.</summary>
    /// <param name="series">The series, whose curve type says what an omitted position means.</param>
    /// <param name="period">One of its periods, with rising positions.</param>
    /// <param name="steps">Steps of the period: the last point of variable sized blocks holds until there.</param>
    public static IEnumerable<(int Point, long First, long Last)> Of(TimeSeries series, SeriesPeriod period, long steps)
    {
        var holds = series.CurveType == CurveTypes.VariableBlock;
        for (var i = 0; i < period.Positions.Length; i++)
        {
            long position = period.Positions.Span[i];
            var next = i + 1 < period.Positions.Length ? Math.Min(period.Positions.Span[i + 1], steps + 1) : steps + 1;
            yield return (i, position, holds ? Math.Max(position, next - 1) : position);
        }
    }
}
