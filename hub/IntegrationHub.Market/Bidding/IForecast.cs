using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>Port: expected consumption of the retailer's customers. Customers' declared demand is one implementation, a model of our own another.</summary>
public interface IForecast
{
    /// <summary>Expected energy of a day by interval, or null where there is none: nothing is assumed then.</summary>
    /// <param name="day">The market day.</param>
    /// <param name="stepMinutes">Length of an interval.</param>
    IReadOnlyList<Energy>? Of(LocalDate day, int stepMinutes);
}

/// <summary>The forecast that is the sum of what customers declared; a day that a customer did not declare has none.</summary>
/// <param name="declared">By customer: a day's intervals.</param>
public sealed class DeclaredDemand(IReadOnlyDictionary<string, IReadOnlyDictionary<LocalDate, IReadOnlyList<Energy>>> declared) : IForecast
{
    public IReadOnlyList<Energy>? Of(LocalDate day, int stepMinutes)
    {
        Energy[]? sum = null;
        foreach (var days in declared.Values)
        {
            if (!days.TryGetValue(day, out var intervals))
                return null;

            sum ??= new Energy[intervals.Count];
            if (intervals.Count != sum.Length)
                return null;

            for (var i = 0; i < sum.Length; i++)
                sum[i] += intervals[i];
        }

        return sum;
    }
}
