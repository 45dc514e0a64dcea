using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Deviation;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tracking;
using static IntegrationHub.Market.Tests.Support;

namespace IntegrationHub.Market.Tests.Tracking;

public sealed class TrackingTests
{
    private static readonly DeviationRule Rule = new(0.02m, 0.02m, 1, 1, Rounding.Commercial);
    private static readonly TrackingPolicy Policy = new(0.7m);
    private static readonly DecomposedQuantity June = Decomposer.Decompose(
        new(new(2026, 6, 1), new(2026, 6, 30), Energy.FromMegawattHours(3000), new Dictionary<Market.Time.BillingMonth, decimal> { [new(2026, 6)] = 1 }), LoadShape.Flat(15), China).Required;

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
        Assert.Equal(alert, status.Alert);
        Assert.Equal(Energy.FromMegawattHours((decimal)daily * 30), status.Projected);
        Assert.Equal((decimal)daily / 100 - 1, status.Deviation!.Value, 6);
        Assert.Equal(alert == DeviationAlert.Beyond, status.Room < Energy.Zero);
    }

    [Fact]
    public void At_the_end_of_the_month_the_projection_is_what_was_taken()
    {
        var status = Status(30, 97);
        Assert.Equal(status.ActualSoFar, status.Projected);
        Assert.Equal(status.ContractedSoFar, status.Contracted);
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

    private static DeliveryStatus Status(int days, decimal daily) =>
        DeliveryTracking.Of(June, new(2026, 6), [.. Enumerable.Repeat(Energy.FromMegawattHours(daily), days)], Rule, Policy);
}
