using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Deviation;

/// <summary>
/// How a market charges the difference between contracted and actual energy: within the band nothing, the excess beyond it at a reference
/// price times a coefficient for its sign. Figures differ by province, year and side and are dated parameters.
/// </summary>
/// <param name="BandOver">Free fraction above the contract, e.g. 0.02.</param>
/// <param name="BandUnder">Free fraction below it.</param>
/// <param name="CoefficientOver">Factor on the reference price for what is used beyond the band; may be negative (a credit).</param>
/// <param name="CoefficientUnder">Factor for what is not used beyond the band.</param>
/// <param name="Rounding">How the charge is rounded.</param>
public sealed record DeviationRule(decimal BandOver, decimal BandUnder, decimal CoefficientOver, decimal CoefficientUnder, Rounding Rounding);

/// <summary>Why energy that would be charged is not.</summary>
/// <param name="Energy">How much of the difference is excused; not negative.</param>
/// <param name="Reason">E.g. force majeure with its file number; empty when nothing is excused.</param>
public sealed record Excuse(Energy Energy, string Reason)
{
    public static Excuse None { get; } = new(Energy.Zero, "");
}

/// <summary>A deviation with everything needed to compute it again.</summary>
/// <param name="Contracted">Contracted energy.</param>
/// <param name="Actual">Actual energy.</param>
/// <param name="Share">(actual − contracted) ÷ contracted, or <c>null</c> with nothing contracted.</param>
/// <param name="Excused">What was excused.</param>
/// <param name="Charged">Energy beyond the band; positive for over-use, negative for under-use.</param>
/// <param name="ReferencePrice">Price per MWh it is charged at, before the coefficient.</param>
/// <param name="Coefficient">The coefficient of its sign.</param>
/// <param name="Exact">The charge before rounding; positive is to be paid.</param>
/// <param name="Rounding">The rule that rounds it.</param>
public sealed record DeviationCharge(
    Energy Contracted, Energy Actual, decimal? Share, Energy Excused, Energy Charged, decimal ReferencePrice, decimal Coefficient, decimal Exact, Rounding Rounding)
{
    public decimal Amount => Rounding.Apply(Exact);
}
