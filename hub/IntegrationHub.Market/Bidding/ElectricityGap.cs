using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Bidding;

/// <summary>What is still to be bought: expected consumption less what contracts and results of bids bring already, interval by interval.</summary>
public static class ElectricityGap
{
    /// <summary>Gaps by interval; positive is missing, negative is more than needed.</summary>
    /// <param name="forecast">Expected consumption of all customers.</param>
    /// <param name="purchases">Contracted purchases, each with as many intervals.</param>
    /// <exception cref="ArgumentException">The series differ in length.</exception>
    public static IReadOnlyList<Energy> Of(IReadOnlyList<Energy> forecast, params IReadOnlyList<IReadOnlyList<Energy>> purchases)
    {
        if (purchases.FirstOrDefault(purchase => purchase.Count != forecast.Count) is { } other)
            throw new ArgumentException($"A purchase has {other.Count} intervals, the forecast {forecast.Count}.", nameof(purchases));

        var gaps = new Energy[forecast.Count];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = forecast[i];
            foreach (var purchase in purchases)
                gaps[i] -= purchase[i];
        }

        return gaps;
    }
}
