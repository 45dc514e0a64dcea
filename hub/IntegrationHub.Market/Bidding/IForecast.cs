using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Quantities;
using NodaTime;

namespace IntegrationHub.Market.Bidding;

/// <summary>Port: expected consumption of the retailer's accounts. What customers declared is one implementation, what is contracted another, a model of our own a third.</summary>
public interface IForecast
{
    /// <summary>Expected energy of an account's day by interval, or null where there is none: nothing is assumed then.</summary>
    /// <param name="account">The metering account.</param>
    /// <param name="day">The market day.</param>
    /// <param name="stepMinutes">Length of an interval.</param>
    IReadOnlyList<Energy>? Of(ContractAccount account, LocalDate day, int stepMinutes);
}

/// <summary>The forecast that is what customers declared; a day that was not declared for an account has none.</summary>
/// <param name="declared">By account and day: the day's intervals, of the length that will be asked for.</param>
public sealed class DeclaredDemand(IReadOnlyDictionary<(ContractAccount Account, LocalDate Day), IReadOnlyList<Energy>> declared) : IForecast
{
    public IReadOnlyList<Energy>? Of(ContractAccount account, LocalDate day, int stepMinutes) => declared.GetValueOrDefault((account, day));
}
