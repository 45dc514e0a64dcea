using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>The retailer's own business.</summary>
internal sealed record RetailOptions
{
    [Setting("TrueType font with Chinese characters that contracts are drawn with; empty is the one of the Debian package fonts-arphic-gbsn00lp.")]
    public string Font { get; init; } = "";

    [Setting("EIC of the area that energy is delivered to, where a contract names none; empty is that of the simulated market in a folder for development, and none in production.")]
    public string Area { get; init; } = "";

    [Setting("Words that must not stand in what everybody may read on the customers' pages, beside the usual ones and what the books hold.")]
    public IReadOnlyList<string> ConfidentialWords { get; init; } = [];

    [Setting("Time of the market's day from which on contracts under delivery are looked at, once a day: after the readings of the day before have come.")]
    public TimeOnly DeliveryLookAt { get; init; } = new(8, 0);

    [Setting("Time of the market's day from which on customers are sent no reminder by text message; the same as `quietTo` where they may be sent at any hour.")]
    public TimeOnly QuietFrom { get; init; } = new(22, 0);

    [Setting("Time of the market's day from which on they are again.")]
    public TimeOnly QuietTo { get; init; } = new(8, 0);

    [Setting("Reminders by text message to one number on one day of the market; what is more waits for the next morning. A contract that waits to be signed is told all the same.", Min = "1", Max = "100")]
    public int MessagesPerDay { get; init; } = 5;
}
