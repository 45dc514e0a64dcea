using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>One dated rule: until when documents of a type for a delivery day may reach a party.</summary>
internal sealed record GateClosureOptions
{
    [Setting("Name of the party; empty means every party.")]
    public string Party { get; init; } = "";

    [Setting("Root element of the documents, e.g. ReserveBid_MarketDocument.", Required = true)]
    public string RootElement { get; init; } = "";

    [Setting("Message type code (A01, A37, …); empty means every type.")]
    public string DocumentType { get; init; } = "";

    [Setting("First delivery day the rule is for.", Required = true)]
    public DateOnly? From { get; init; }

    [Setting("Last delivery day the rule is for; empty means until further notice.")]
    public DateOnly? To { get; init; }

    [Setting("Days before the delivery day (0 is the day itself).", Min = "0", Max = "400")]
    public int DaysBefore { get; init; } = 1;

    [Setting("Time of day in the market's time zone.", Required = true)]
    public TimeOnly? Time { get; init; }

    [Setting("Where the deadline is written down: rule book, article, date of the check.")]
    public string Source { get; init; } = "";
}
