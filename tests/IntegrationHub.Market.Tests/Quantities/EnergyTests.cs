using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Tests.Quantities;

public sealed class EnergyTests
{
    [Fact]
    public void Megawatt_hours_are_exact() => Assert.Equal(1.234567m, Energy.FromMegawattHours(1.234567m).MegawattHours);

    [Fact]
    public void Less_than_a_watt_hour_is_refused() => Assert.Throws<ArgumentException>(() => Energy.FromMegawattHours(0.0000001m));

    [Fact]
    public void An_overflow_is_loud() => Assert.Throws<OverflowException>(() => new Energy(long.MaxValue) + new Energy(1));

    [Theory]
    [InlineData(2.005, 2.01)]
    [InlineData(-2.005, -2.01)]
    [InlineData(2.004999, 2.00)]
    public void Commercial_rounding_takes_halves_away_from_zero(decimal exact, decimal rounded) => Assert.Equal(rounded, Rounding.Commercial.Apply(exact));
}
