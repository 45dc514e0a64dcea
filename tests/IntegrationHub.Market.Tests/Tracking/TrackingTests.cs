using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tests.Contracts;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using NodaTime;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Tracking;

public sealed class TrackingTests
{
    internal static readonly DeviationRule Band = new(0.02m, 0.02m, 1, 1, Rounding.Commercial);
    internal static readonly BillingMonth Month = new(2026, 6);
    private const decimal WarnAt = 0.7m;

    [Theory]
    [InlineData(100, DeviationAlert.None)]
    [InlineData(101.3, DeviationAlert.None)]
    [InlineData(101.5, DeviationAlert.Warning)]
    [InlineData(98.5, DeviationAlert.Warning)]
    [InlineData(102, DeviationAlert.Warning)]
    [InlineData(102.1, DeviationAlert.Beyond)]
    [InlineData(90, DeviationAlert.Beyond)]
    public void A_customer_is_warned_before_the_month_leaves_the_band(double daily, DeviationAlert alert)
    {
        var status = Status(10, (decimal)daily);
        Assert.Equal(alert, status.AlertIn(Band, WarnAt));
        Assert.Equal(Energy.FromMegawattHours((decimal)daily * 30), status.Projected);
        Assert.Equal((decimal)daily / 100 - 1, status.Deviation!.Value, 6);
        Assert.Equal(alert == DeviationAlert.Beyond, status.RoomIn(Band) < Energy.Zero);
    }

    [Fact]
    public void At_the_end_of_the_month_the_projection_is_what_was_taken()
    {
        var status = Status(30, 97);
        Assert.Equal(status.ActualSoFar, status.Projected);
        Assert.Equal(status.ContractedSoFar, status.Contracted);
    }

    [Fact]
    public void Without_a_day_of_complete_readings_nothing_is_known_which_is_not_zero() =>
        Assert.Null(DeliveryTracking.Of(Month, Days(0, 0)));

    [Fact]
    public void A_day_without_readings_in_between_is_compared_with_nothing_and_projected_as_those_to_come()
    {
        var days = Days(10, 110).Select(static day => day.Day.Day == 4 ? day with { Taken = null } : day).ToList();
        var status = DeliveryTracking.Of(Month, days)!;

        Assert.Equal((9, new LocalDate(2026, 6, 10)), (status.DaysTaken, status.Through));
        Assert.Equal(Energy.FromMegawattHours(900), status.ContractedSoFar);
        Assert.Equal(Energy.FromMegawattHours(3300), status.Projected);
    }

    [Fact]
    public void A_customer_who_left_takes_nothing_on_the_days_after_and_the_others_are_projected_by_served_days_alone()
    {
        // Left after the 10th, looked at on the 12th.
        var left = Days(10, 110).Select(static day => day.Day.Day > 10 ? day with { IsServed = false, Taken = day.Day.Day < 12 ? Energy.Zero : null } : day).ToList();
        var status = DeliveryTracking.Of(Month, left)!;
        Assert.Equal((Energy.FromMegawattHours(1100), Energy.FromMegawattHours(1100), new LocalDate(2026, 6, 10)), (status.ActualSoFar, status.Projected, status.Through));
        Assert.Equal(DeviationAlert.Beyond, status.AlertIn(Band, WarnAt));

        // Begun on the 6th: five days of nothing, five at 110, twenty to come at 110.
        var begun = Days(10, 110).Select(static day => day.Day.Day < 6 ? day with { IsServed = false, Taken = Energy.Zero } : day).ToList();
        Assert.Equal(Energy.FromMegawattHours(25 * 110), DeliveryTracking.Of(Month, begun)!.Projected);

        // Not begun yet: the days to come are those of the contract.
        var waiting = Days(0, 0).Select(static day => day.Day.Day < 6 ? day with { IsServed = false, Taken = Energy.Zero } : day).ToList();
        Assert.Equal(Energy.FromMegawattHours(2500), DeliveryTracking.Of(Month, waiting)!.Projected);
    }

    [Fact]
    public void What_was_declared_for_days_to_come_takes_the_place_of_the_ratio()
    {
        var days = Days(10, 110).Select(static day => day.Day.Day > 20 ? day with { Declared = Energy.FromMegawattHours(80) } : day).ToList();

        // 10 days at 110, 10 at 100 × 1.1, 10 at 80.
        Assert.Equal(Energy.FromMegawattHours(1100 + 1100 + 800), DeliveryTracking.Of(Month, days)!.Projected);
    }

    [Fact]
    public void With_nothing_contracted_there_is_no_share_and_everything_is_beyond()
    {
        IReadOnlyList<DeliveryDay> days = [new(new(2026, 6, 1), Energy.Zero) { Taken = new(1) }, new(new(2026, 6, 2), Energy.Zero)];
        var status = DeliveryTracking.Of(Month, days)!;

        Assert.Null(status.Deviation);
        Assert.Equal((new Energy(1), DeviationAlert.Beyond), (status.Projected, status.AlertIn(Band, WarnAt)));
    }

    /// <summary>Property: a month that is read whole is what was taken, and one that is read in part lies between the extremes of its days' ratios.</summary>
    [Fact]
    public void A_projection_lies_between_the_days_that_deviate_least_and_most()
    {
        var random = new Random(11);
        for (var round = 0; round < 500; round++)
        {
            var days = Days(0, 0).Select(day => random.Next(3) == 0 ? day : day with { Taken = new(random.NextInt64(200_000_000)) }).ToList();
            if (DeliveryTracking.Of(Month, days) is not { } status)
                continue;

            var ratios = days.Where(static day => day.Taken is not null).Select(static day => (decimal)day.Taken!.Value.WattHours / day.Contracted.WattHours).ToList();
            Assert.InRange((decimal)status.Projected.WattHours, (ratios.Min() * status.Contracted.WattHours) - 1, (ratios.Max() * status.Contracted.WattHours) + 1);
            Assert.Equal(status.ActualSoFar, Energy.Sum(days.Select(static day => day.Taken ?? Energy.Zero)));
            if (days.TrueForAll(static day => day.Taken is not null))
                Assert.Equal(status.ActualSoFar, status.Projected);
        }
    }

    [Fact]
    public void A_month_of_a_contract_is_the_month_of_its_decomposition_and_the_rest_is_what_the_days_after_sum_to()
    {
        var terms = SampleContracts.Retail with
        {
            ValidFrom = new(2026, 1, 10), ValidTo = new(2026, 12, 20), Quantity = new Energy(1_234_567_891),
            Months = BillingMonth.OfYear(2026).ToDictionary(static month => month, static month => (decimal)month.Month),
        };
        var contract = new ContractLife(terms, ContractState.InForce, "li");
        var whole = Decomposer.Decompose(terms.ToQuantity()!, LoadShape.Flat(15), China).Required;

        foreach (var month in BillingMonth.OfYear(2026))
        {
            var days = DeliveryCurve.Of([contract], month, China, 15);
            Assert.Equal(whole.Days.Where(day => month.Contains(day.Day)).Select(static day => (day.Day, string.Join(' ', day.WattHours))), days.Select(static one => (one.Day.Day, string.Join(' ', one.Day.WattHours))));
        }

        foreach (var day in new[] { new LocalDate(2025, 12, 31), new(2026, 1, 10), new(2026, 5, 31), new(2026, 6, 15), new(2026, 12, 19), new(2026, 12, 20) })
            Assert.Equal(Energy.Sum(whole.Days.Where(one => one.Day > day).Select(static one => one.Total)), DeliveryCurve.RestAfter(contract, day));

        // Ended earlier, the days after the end are no rest.
        var ended = contract with { State = ContractState.Terminated, EndedOn = new LocalDate(2026, 6, 20) };
        Assert.Equal(Energy.Sum(whole.Days.Where(static one => one.Day > new LocalDate(2026, 6, 15) && one.Day <= new LocalDate(2026, 6, 20)).Select(static one => one.Total)), DeliveryCurve.RestAfter(ended, new(2026, 6, 15)));
        Assert.Equal(Energy.Zero, DeliveryCurve.RestAfter(ended, new(2026, 6, 20)));
    }

    [Fact]
    public void After_an_amendment_each_day_is_that_of_the_version_that_binds_on_it()
    {
        var first = new ContractLife(SampleContracts.Retail with { ValidFrom = new(2026, 6, 1), ValidTo = new(2026, 6, 30), Quantity = Energy.FromMegawattHours(30), Months = One() }, ContractState.Amended, "li", EndedOn: new LocalDate(2026, 6, 10));
        var second = new ContractLife(first.Terms with { Version = 2, ValidFrom = new(2026, 6, 11), Quantity = Energy.FromMegawattHours(40) }, ContractState.InForce, "li");

        var days = DeliveryCurve.Of([second, first], Month, China, 15);

        Assert.Equal(30, days.Count);
        Assert.All(days, one => Assert.Equal(one.Day.Day.Day <= 10 ? 1 : 2, one.Version.Terms.Version));
        Assert.Equal(Energy.FromMegawattHours(10 + 40), Energy.Sum(days.Select(static one => one.Day.Total)));
    }

    [Fact]
    public void Credit_at_risk_is_what_is_owed_and_what_replacing_it_would_cost_less_guarantees()
    {
        var exposure = CreditExposure.Of(100_000, Energy.FromMegawattHours(200), Energy.FromMegawattHours(1000), 420, 400, 50_000, 150_000);
        Assert.Equal(100_000 + 84_000 + 20_000 - 50_000, exposure.AtRisk);
        Assert.True(exposure.IsExceeded);
        Assert.Equal(0, CreditExposure.Of(0, Energy.Zero, Energy.FromMegawattHours(1000), 380, 400, 50_000, 0).AtRisk);
    }

    [Fact]
    public void Sold_fixed_and_bought_floating_loses_when_prices_rise()
    {
        Assert.Equal(-4_000m, PriceExposure.Of(Energy.FromMegawattHours(500), Energy.FromMegawattHours(100), 10).Effect);
        Assert.Equal(0m, PriceExposure.Of(Energy.FromMegawattHours(500), Energy.FromMegawattHours(500), 10).Effect);
    }

    internal static IReadOnlyList<DeliveryDay> Days(int taken, decimal daily) =>
        [.. Month.EveryDay().Select(day => new DeliveryDay(day, Energy.FromMegawattHours(100)) { Taken = day.Day <= taken ? Energy.FromMegawattHours(daily) : null })];

    internal static DeliveryStatus Status(int days, decimal daily) => DeliveryTracking.Of(Month, Days(days, daily))!;

    private static Dictionary<BillingMonth, decimal> One() => new() { [Month] = 1 };
}
