using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Exchange.Tests.Search;

/// <summary>What somebody types to look for exchanges is read in one place, whoever asks.</summary>
public sealed class ExchangeSearchTextTests
{
    [Fact]
    public void Every_part_goes_into_the_filter_as_it_is_meant()
    {
        var (filter, refused) = new ExchangeSearchText
        {
            Direction = "IN", State = "partly-accepted", MRid = "M-1", Type = "A01", Series = "S-1", Point = "54X", Reason = "A51", From = "2026-11-21", To = "2026-11-21T12:00:00+08:00", PeriodFrom = "2026-11-22", PeriodTo = "2026-11-23",
        }.Read(directory: null, 7);

        Assert.Empty(refused);
        Assert.Equal(
            new ExchangeFilter(null, Direction.In, "PartlyAccepted", "M-1", 7)
            {
                Type = "A01", Series = "S-1", MeteringPoint = "54X", Reason = "A51", From = At(21, 0), To = At(21, 4), PeriodFrom = At(22, 0), PeriodTo = At(23, 0),
            },
            filter);

        static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public void All_that_cannot_be_looked_for_is_told_at_once_and_left_out()
    {
        var (filter, refused) = new ExchangeSearchText
        {
            Direction = "up", State = "1", MRid = "ok", Type = "A\t01", Series = new string('x', 101), Point = "54*", From = "soon", PeriodTo = "never",
        }.Read(directory: null, 50);

        Assert.Equal(["direction", "from", "periodTo", "point", "series", "state", "type"], refused.Select(static one => one.Where).Order(StringComparer.Ordinal));
        Assert.All(refused, static one => Assert.Equal(one.Where == "point" ? ExchangeSearchText.EqualityOnly : ExchangeSearchText.Wrong, one.Code));
        Assert.Equal(new ExchangeFilter(null, null, null, "ok", 50), filter);
    }

    [Theory]
    [InlineData("PartlyAccepted", "PartlyAccepted")]
    [InlineData("partlyaccepted", "PartlyAccepted")]
    [InlineData("quarantined", "Quarantined")]
    public void A_state_is_known_with_hyphens_or_as_one_word(string typed, string state) =>
        Assert.Equal(state, new ExchangeSearchText { State = typed }.Read(directory: null, 1).Filter.State);

    [Fact]
    public void Whoever_asks_by_days_says_what_instants_they_are()
    {
        var day = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.FromHours(8));
        var (filter, _) = new ExchangeSearchText { From = "a", To = "b" }.Read(directory: null, 1, (_, isFrom) => isFrom ? day : day.AddDays(1));

        Assert.Equal((day, day.AddDays(1)), (filter.From, filter.To));
    }
}
