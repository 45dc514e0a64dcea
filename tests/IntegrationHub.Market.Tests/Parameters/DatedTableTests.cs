using IntegrationHub.Market.Parameters;
using NodaTime;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Parameters;

public sealed class DatedTableTests
{
    private static Dated<int> Version(int value, int fromMonth, int? toMonth, RuleSource? source = null) =>
        new(value, new(2026, fromMonth, 1), toMonth is { } month ? new LocalDate(2026, month, 1).PlusMonths(1).PlusDays(-1) : null, source ?? Source);

    [Fact]
    public void The_version_of_the_day_holds_and_a_gap_has_none()
    {
        var table = DatedTable.Create("band", [Version(2, 7, null), Version(1, 1, 5)]).Required;
        Assert.Equal(1, table.Find(new(2026, 5, 31))!.Value);
        Assert.Null(table.Find(new(2026, 6, 1)));
        Assert.Equal(2, table.Find(new(2030, 1, 1))!.Value);
        Assert.Equal(ProblemCodes.ParameterMissing, table.MissingOn(new(2026, 6, 1)).Code);
    }

    [Fact]
    public void Overlaps_reversed_days_and_missing_sources_are_reported_together()
    {
        var problems = DatedTable.Create("band", [Version(1, 1, null), Version(2, 6, 3, Source with { Document = " " })]).Problems;
        Assert.Equal([ProblemCodes.ParameterPeriod, ProblemCodes.ParameterSource, ProblemCodes.ParameterOverlap], problems.Select(static problem => problem.Code));
    }
}
