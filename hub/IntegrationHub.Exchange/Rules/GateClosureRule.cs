using IntegrationHub.Exchange.Parties;
using NodaTime;

namespace IntegrationHub.Exchange.Rules;

/// <summary>One dated deadline of a market: until when a document about a delivery day may be submitted.</summary>
/// <param name="Party">The party whose market it is; <c>null</c> for every party.</param>
/// <param name="RootElement">Root element it concerns, e.g. <c>ReserveBid_MarketDocument</c>.</param>
/// <param name="Type">Message type (A01, A37, …) it concerns; <c>null</c> for every type of the root element.</param>
/// <param name="DaysBefore">Days before the delivery day on which the gate closes; 0 is the delivery day, negative is after it.</param>
/// <param name="LocalTime">Time of day at which it closes, in the market's zone.</param>
/// <param name="ValidFrom">First delivery day it holds for.</param>
/// <param name="ValidTo">Last delivery day it holds for, or <c>null</c> for no end.</param>
/// <param name="Source">Where the figure is from (market rules, article, date of the check).</param>
public sealed record GateClosureRule(
    PartyId? Party,
    string RootElement,
    string? Type,
    int DaysBefore,
    LocalTime LocalTime,
    LocalDate ValidFrom,
    LocalDate? ValidTo,
    string Source)
{
    public bool Concerns(PartyId party, string rootElement, string? type, LocalDate deliveryDay) =>
        (Party is null || Party == party)
        && string.Equals(RootElement, rootElement, StringComparison.Ordinal)
        && (Type is null || string.Equals(Type, type, StringComparison.Ordinal))
        && deliveryDay >= ValidFrom
        && (ValidTo is not { } last || deliveryDay <= last);
}
