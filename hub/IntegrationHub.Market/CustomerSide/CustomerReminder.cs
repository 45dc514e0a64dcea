using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>What a customer is reminded of while a contract is delivered.</summary>
/// <param name="Contract">Number of the contract.</param>
/// <param name="Month">The month.</param>
/// <param name="Kind">What it is about: <see cref="DeliveryWarnings.IsForCustomers"/>.</param>
/// <param name="Through">Last day that is known.</param>
/// <param name="Projected">What the whole month is going to be.</param>
/// <param name="Contracted">What is contracted.</param>
/// <param name="IsOpen">False when it has passed.</param>
public sealed record CustomerReminder(string Contract, BillingMonth Month, DeliveryWarningKind Kind, LocalDate Through, Energy Projected, Energy Contracted, bool IsOpen)
{
    /// <summary>Reads what crossed.</summary>
    public static Checked<CustomerReminder> Read(string json)
    {
        var empty = new Problem(ProblemCodes.JsonUnreadable, "The reminder is empty.", "", "Publish it anew.");
        var read = MarketJson.Read<CustomerReminder>(json, "reminder", empty);
        return read.Value is { } found && !DeliveryWarnings.IsForCustomers(found.Kind) ? Checked.Bad<CustomerReminder>(empty) : read;
    }
}
