using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Packages;

/// <summary>One line of a bill with everything needed to compute it again.</summary>
/// <param name="Rule">Which rule made it: kind of the expression or of the catalogue price, e.g. <c>tiered</c>.</param>
/// <param name="Path">Where in the package it stands, e.g. <c>price.bands[0].price</c>; empty for catalogue prices.</param>
/// <param name="Label">Name that the package gives it (band, tier, reference), for the customer; may be empty.</param>
/// <param name="Quantity">MWh; days and months for standing charges; kW for capacity; money for what is a share of money.</param>
/// <param name="Unit"><c>MWh</c>, <c>day</c>, <c>month</c>, <c>kW</c>, <c>base</c> (of the power factor) or the currency.</param>
/// <param name="Price">Price per unit, or the fraction of money; with <see cref="IsAverage"/> the amount divided by the quantity, for reading only.</param>
/// <param name="IsAverage">True when the price differs by interval and <see cref="Price"/> is the average.</param>
/// <param name="Exact">Amount before rounding.</param>
/// <param name="Rounding">The rule that rounds it.</param>
public sealed record BillTerm(
    string Rule, string Path, string Label, decimal Quantity, string Unit, decimal Price, bool IsAverage, decimal Exact, Rounding Rounding)
{
    /// <summary>Where the quantity comes from when the term does not say it by itself, in figures for the reader; may be empty.</summary>
    public string Basis { get; init; } = "";

    /// <summary>What is charged: quantity × price, rounded (with <see cref="IsAverage"/> the sum over the intervals, rounded); the total of a bill is the sum of these.</summary>
    public decimal Amount => Rounding.Apply(Exact);
}
