using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tracking;
using NodaTime;

namespace IntegrationHub.Market.Tests.Tracking;

/// <summary>By what a month is judged, and what becomes of its warnings.</summary>
public sealed class DeliveryWarningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 11, 1, 0, 0, TimeSpan.Zero);

    private static TrackingRule Rule => new()
    {
        Deviation = TrackingTests.Band, DeviationPrice = 100, WarnAt = 0.7m, DaysNeeded = 5, DaysWithoutReadings = 3, MarketPrice = 400, PriceMove = 10, ContractCreditLimit = 1_000_000, PoolCreditLimit = 2_000_000, UnpaidMonths = 1,
        Guarantees = [new("R-1", 1000)],
    };

    [Theory]
    [InlineData(10, 100, 11, "")]
    [InlineData(10, 101.5, 11, "NearBand")]
    [InlineData(10, 103, 11, "BeyondBand")]
    [InlineData(4, 103, 5, "")] // too early to judge
    [InlineData(10, 100, 13, "")] // two days behind
    [InlineData(10, 100, 14, "ReadingsMissing")]
    [InlineData(0, 0, 3, "")] // the month has just begun
    [InlineData(0, 0, 4, "ReadingsMissing")]
    [InlineData(10, 103, 14, "BeyondBand ReadingsMissing")]
    public void A_month_is_judged_by_its_rule(int taken, double daily, int today, string holding)
    {
        var days = TrackingTests.Days(taken, (decimal)daily);
        var judged = DeliveryAssessment.Of(DeliveryTracking.Of(TrackingTests.Month, days), Facts(days, today), Rule);

        Assert.Equal(holding, string.Join(' ', judged.Holding));
    }

    [Fact]
    public void Credit_is_what_is_billed_delivered_and_lost_on_replacement_at_the_contracts_price_or_the_markets()
    {
        var days = TrackingTests.Days(10, 100);
        var status = DeliveryTracking.Of(TrackingTests.Month, days);
        var facts = Facts(days, 11) with { Billed = 500_000, Unbilled = Energy.FromMegawattHours(100), Rest = Energy.FromMegawattHours(2000), Guarantee = 1000 };

        var atMarket = DeliveryAssessment.Of(status, facts, Rule);
        Assert.Equal(500_000 + (1100 * 400m) - 1000, atMarket.Credit.AtRisk);
        Assert.DoesNotContain(DeliveryWarningKind.CreditExceeded, atMarket.Holding);

        var atOwn = DeliveryAssessment.Of(status, facts with { FixedPrice = 450 }, Rule);
        Assert.Equal(500_000 + (1100 * 450m) + (2000 * 50m) - 1000, atOwn.Credit.AtRisk);
        Assert.Contains(DeliveryWarningKind.CreditExceeded, atOwn.Holding);
    }

    [Fact]
    public void Days_that_are_over_are_owed_whole_whether_or_not_their_readings_have_come()
    {
        // 1 to 3 and 12 are read, 4 to 11 and 13 are not; looked at on the 14th.
        var days = TrackingTests.Days(12, 90).Select(static day => day.Day.Day is > 3 and < 12 ? day with { Taken = null } : day).ToList();
        var judged = DeliveryAssessment.Of(DeliveryTracking.Of(TrackingTests.Month, days), Facts(days, 14) with { Rest = Mwh(1700), FixedPrice = 420 }, Rule);
        Assert.Equal(((4 * 90m) + (9 * 100m)) * 420, judged.Credit.Delivered);
        Assert.Equal(1700 * 20m, judged.Credit.Replacement);

        var unread = DeliveryAssessment.Of(null, Facts(TrackingTests.Days(0, 0), 14) with { FixedPrice = 420 }, Rule);
        Assert.Equal(13 * 100 * 420m, unread.Credit.Delivered);
        var left = DeliveryAssessment.Of(null, Facts([.. TrackingTests.Days(0, 0).Select(static day => day with { IsServed = false })], 14) with { FixedPrice = 420 }, Rule);
        Assert.Equal(0, left.Credit.Delivered);
    }

    [Theory]
    [InlineData(7, "BeyondBand ReadingsMissing")] // 8 to 10 are not read
    [InlineData(10, "BeyondBand")]
    public void After_a_customer_left_the_last_days_are_missing_while_they_are_not_read(int read, string holding)
    {
        var days = TrackingTests.Days(read, 100).Select(static day => day.Day.Day <= 10 ? day : day with { IsServed = false, Taken = day.Day.Day < 20 ? Energy.Zero : null }).ToList();
        Assert.Equal(holding, string.Join(' ', DeliveryAssessment.Of(DeliveryTracking.Of(TrackingTests.Month, days), Facts(days, 20), Rule).Holding));
    }

    [Fact]
    public void The_charge_is_that_of_the_market_for_what_lies_beyond_the_band()
    {
        var days = TrackingTests.Days(10, 105);
        var judged = DeliveryAssessment.Of(DeliveryTracking.Of(TrackingTests.Month, days), Facts(days, 11), Rule);

        // 150 MWh over, 60 of them free.
        Assert.Equal((9000m, Energy.FromMegawattHours(-90)), (judged.Charge, judged.Room));
    }

    [Fact]
    public void A_warning_is_raised_once_passes_and_comes_back_as_the_same()
    {
        var raised = DeliveryWarnings.Decide([], Set(DeliveryWarningKind.NearBand), Now);
        var warning = Assert.Single(raised.After);
        Assert.Equal((ReminderState.Due, true, true), (warning.Reminder, warning.IsOpen, warning.IsPending));
        var told = warning with { ToldAt = Now, Reminder = ReminderState.Sent };

        Assert.Equal([told], DeliveryWarnings.Decide([told], Set(DeliveryWarningKind.NearBand), Now.AddDays(1)).After);

        var worse = DeliveryWarnings.Decide([told], Set(DeliveryWarningKind.BeyondBand), Now.AddDays(2));
        Assert.Equal((DeliveryWarningKind.BeyondBand, DeliveryWarningKind.NearBand), (Assert.Single(worse.Raised), Assert.Single(worse.Passed)));

        var back = DeliveryWarnings.Decide(worse.After, Set(DeliveryWarningKind.NearBand), Now.AddDays(3));
        Assert.Equal((DeliveryWarningKind.NearBand, DeliveryWarningKind.BeyondBand, 0), (Assert.Single(back.Returned), Assert.Single(back.Passed), back.Raised.Count));
        Assert.Equal(told, back.After.Single(static one => one.Kind == DeliveryWarningKind.NearBand));
        Assert.False(back.After.Single(static one => one.Kind == DeliveryWarningKind.NearBand).IsPending);
    }

    [Theory]
    [InlineData(ReminderState.Due, ReminderState.Due)]
    [InlineData(ReminderState.NoContact, ReminderState.Due)]
    [InlineData(ReminderState.NoConsent, ReminderState.Due)]
    [InlineData(ReminderState.NotWanted, ReminderState.Due)]
    [InlineData(ReminderState.Failed, ReminderState.Due)]
    [InlineData(ReminderState.Sent, ReminderState.Sent)]
    [InlineData(ReminderState.Unknown, ReminderState.Unknown)]
    [InlineData(ReminderState.Sending, ReminderState.Sending)]
    public void What_comes_back_and_never_left_is_sent_then_and_what_did_or_may_have_is_not(ReminderState before, ReminderState after)
    {
        var warning = new DeliveryWarning(DeliveryWarningKind.NearBand, Now) { Reminder = before, Tries = 3, NotBefore = Now.AddDays(9) };
        var passed = DeliveryWarnings.Decide([warning], Set(), Now.AddDays(1)).After;
        Assert.False(passed[0].IsOpen);
        var back = Assert.Single(DeliveryWarnings.Decide(passed, Set(DeliveryWarningKind.NearBand), Now.AddDays(2)).After);
        Assert.Equal((after, after == ReminderState.Due), (back.Reminder, back is { Tries: 0, NotBefore: null }));

        // Of a month that is over nobody is reminded any more.
        Assert.NotEqual(ReminderState.Due, Assert.Single(DeliveryWarnings.Decide(passed, Set(DeliveryWarningKind.NearBand), Now.AddDays(2), reminds: false).After).Reminder);
        Assert.Equal(ReminderState.None, Assert.Single(DeliveryWarnings.Decide([], Set(DeliveryWarningKind.NearBand), Now, reminds: false).After).Reminder);
    }

    [Theory]
    [InlineData(ReminderState.NoContact)]
    [InlineData(ReminderState.NoConsent)]
    [InlineData(ReminderState.NotWanted)]
    public void Who_may_be_reminded_is_asked_for_again_while_the_warning_stands_and_not_by_each_look(ReminderState state)
    {
        var warning = new DeliveryWarning(DeliveryWarningKind.NearBand, Now) { Reminder = state, ToldAt = Now, NotBefore = Now.AddHours(20) };
        Assert.Equal([warning], DeliveryWarnings.Decide([warning], Set(DeliveryWarningKind.NearBand), Now.AddHours(19)).After);
        var again = Assert.Single(DeliveryWarnings.Decide([warning], Set(DeliveryWarningKind.NearBand), Now.AddHours(20)).After);
        Assert.Equal((ReminderState.Due, true), (again.Reminder, again.IsReadyAt(Now.AddHours(20))));
        Assert.Equal(state, Assert.Single(DeliveryWarnings.Decide([warning], Set(DeliveryWarningKind.NearBand), Now.AddHours(20), reminds: false).After).Reminder);
    }

    [Fact]
    public void A_reminder_that_waits_for_its_next_try_is_pending_and_not_ready()
    {
        var waiting = new DeliveryWarning(DeliveryWarningKind.NearBand, Now) { Reminder = ReminderState.Due, ToldAt = Now, NotBefore = Now.AddMinutes(5) };
        Assert.Equal((true, false, true), (waiting.IsPending, waiting.IsReadyAt(Now.AddMinutes(4)), waiting.IsReadyAt(Now.AddMinutes(5))));
        Assert.True((waiting with { ToldAt = null }).IsReadyAt(Now));
        Assert.False((waiting with { Reminder = ReminderState.Sent, NotBefore = null }).IsReadyAt(Now));
    }

    [Fact]
    public void Nobody_is_reminded_of_what_has_passed_and_customers_of_nothing_that_is_the_companys()
    {
        var raised = DeliveryWarnings.Decide([], Set(Enum.GetValues<DeliveryWarningKind>()), Now).After;
        Assert.All(raised, one => Assert.Equal(one.Kind is DeliveryWarningKind.NearBand or DeliveryWarningKind.BeyondBand ? ReminderState.Due : ReminderState.None, one.Reminder));
        Assert.All(DeliveryWarnings.Decide(raised, Set(), Now.AddDays(1)).After, static one => Assert.Equal((ReminderState.None, false), (one.Reminder, one.IsPending)));
    }

    /// <summary>Property: whatever holds in whatever order, there is one of each kind, the same look twice changes nothing, and open is what holds.</summary>
    [Fact]
    public void Warnings_are_one_of_each_kind_and_stand_exactly_while_they_hold()
    {
        var random = new Random(7);
        IReadOnlyList<DeliveryWarning> warnings = [];
        for (var day = 0; day < 1000; day++)
        {
            var holding = Set([.. Enum.GetValues<DeliveryWarningKind>().Where(_ => random.Next(2) == 0)]);
            var decided = DeliveryWarnings.Decide(warnings, holding, Now.AddDays(day));
            Assert.Equal(decided.After.Count, decided.After.DistinctBy(static one => one.Kind).Count());
            Assert.Equal(holding.Order(), decided.After.Where(static one => one.IsOpen).Select(static one => one.Kind));
            Assert.All(warnings, before => Assert.Equal(before.RaisedAt, decided.After.Single(after => after.Kind == before.Kind).RaisedAt));
            var again = DeliveryWarnings.Decide(decided.After, holding, Now.AddDays(day).AddHours(1));
            Assert.Equal(decided.After, again.After);
            Assert.Equal((0, 0, 0), (again.Raised.Count, again.Returned.Count, again.Passed.Count));
            warnings = decided.After;
        }
    }

    [Fact]
    public void The_pool_nets_its_customers_and_counts_those_without_readings_as_contracted()
    {
        var credit = new CreditExposure(0, 100, 0, 0, 50);
        var pool = PoolExposure.Of(
            [(Mwh(100), Mwh(120), credit), (Mwh(100), Mwh(85), credit), (Mwh(100), null, new(0, 0, 0, 0, 50))], Mwh(500), Mwh(300), Rule with { PoolCreditLimit = 150 });

        Assert.Equal((3, 2, 2), (pool.Contracts, pool.Known, pool.CreditExceeded));
        Assert.Equal((Mwh(305), 0m), (pool.Projected, pool.DeviationCharge)); // 5 over, 6 free
        Assert.Equal((200m, true, -2000m), (pool.CreditAtRisk, pool.IsCreditExceeded, pool.Price.Effect));
    }

    [Fact]
    public void Terms_are_read_back_and_everything_that_is_wrong_is_told_at_once()
    {
        var good = new TrackingTerms(1, "CNY", [new(Rule, new(2026, 1, 1), null, new("Testland", "Rules made for tests", "1"))]);
        var read = TrackingTerms.Read(MarketJson.Write(good)).Required;
        Assert.Equal(Rule.Guarantees, read.On(new(2026, 6, 1))!.Value.Guarantees);
        Assert.Null(read.On(new(2025, 12, 31)));

        var bad = new TrackingTerms(0, "yuan",
        [
            new(Rule with { WarnAt = 0, DaysNeeded = 0, DaysWithoutReadings = 32, UnpaidMonths = 13, MarketPrice = 1_000_001, PoolCreditLimit = -1, Guarantees = [new("R-1", -1), new("R-1", 1)] }, new(2026, 1, 1), null, new("", "", "")),
            new(Rule, new(2026, 6, 1), null, new("Testland", "Rules", "2")),
        ]);
        var places = TrackingTerms.Read(MarketJson.Write(bad)).Problems.Select(static problem => problem.Where).ToList();
        foreach (var place in new[] { "version", "currency", "rules[0]", "rules[1]", "rules[0].value.warnAt", "rules[0].value.daysNeeded", "rules[0].value.daysWithoutReadings", "rules[0].value.unpaidMonths", "rules[0].value.marketPrice", "rules[0].value.poolCreditLimit", "rules[0].value.guarantees[0]", "rules[0].value.guarantees" })
            Assert.Contains(place, places);

        foreach (var broken in new[] { "", "null", "{}", """{"version":1,"currency":"CNY","rules":[null]}""", """{"version":1,"currency":"CNY","rules":[]}""", """{"version":1,"currency":"CNY","rules":[],"more":1}""", MarketJson.Write(good).Replace("""{"contract":"R-1","amount":1000}""", "null", StringComparison.Ordinal) })
            Assert.NotEmpty(TrackingTerms.Read(broken).Problems);
    }

    private static DeliveryFacts Facts(IReadOnlyList<DeliveryDay> days, int today) => new(days, new LocalDate(2026, 6, today), Energy.Zero, Energy.Zero, 0, 0);

    private static HashSet<DeliveryWarningKind> Set(params DeliveryWarningKind[] kinds) => [.. kinds];

    private static Energy Mwh(decimal energy) => Energy.FromMegawattHours(energy);
}
