using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Schemas.Rules;

/// <summary>A period's steps, for rules that compare them with its points.</summary>
internal static class PeriodGrid
{
    /// <summary>
    /// The grid of a period and its whole steps; false where interval or resolution are wrong themselves,
    /// which the rules for those report once instead of every rule about positions again.
    /// </summary>
    public static bool TryCreate(SeriesPeriod period, RuleContext context, out ResolutionGrid grid, out long steps)
    {
        grid = null!;
        steps = 0;
        if (period.Interval.End <= period.Interval.Start || !Resolution.TryParse(period.Resolution, out var resolution)) return false;
        grid = new ResolutionGrid(period.Interval.Start, resolution, context.MarketZone);
        (steps, var exact) = grid.StepsTo(period.Interval.End);
        return exact;
    }
}
