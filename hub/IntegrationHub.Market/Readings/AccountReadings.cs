using IntegrationHub.Market.Time;

namespace IntegrationHub.Market.Readings;

/// <summary>Readings of one account, channel and month that somebody brought, before they are put into its block.</summary>
/// <param name="AccountNumber">Number of the account; a metering point of a document.</param>
/// <param name="VoltageLevel">Its voltage level; null where who brings them does not know it, as a document does not.</param>
/// <param name="Channel">Which energy.</param>
/// <param name="Month">The month.</param>
/// <param name="Where">Place in what was brought, for messages.</param>
/// <param name="Values">Values by index of the month's grid.</param>
public sealed record AccountReadings(
    string AccountNumber, string? VoltageLevel, ReadingChannel Channel, BillingMonth Month, string Where, IReadOnlyList<(int Index, long WattHours, ReadingQuality Quality)> Values);
