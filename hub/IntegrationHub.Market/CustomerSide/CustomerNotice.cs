using IntegrationHub.Market.Json;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>Something new for a person, as the person's own page shows it.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Thing">What it names: number and version of a contract (<c>R-1/2</c>), a month, the id of a request, the key of an article.</param>
/// <param name="At">Since when it is so.</param>
public sealed record CustomerNotice(SubscriptionTopic Topic, string Thing, DateTimeOffset At)
{
    /// <summary>The day that it is about: a contract's last one; else null.</summary>
    public LocalDate? On { get; init; }

    /// <summary>The number of the contract that is named with its version.</summary>
    public string NumberOfContract() => Thing.LastIndexOf('/') is > 0 and var slash ? Thing[..slash] : Thing;

    public static Checked<CustomerNotice> Read(string json) => MarketJson.Read<CustomerNotice>(json, "notice", new(ProblemCodes.JsonUnreadable, "The notice is empty.", "", "Publish it anew."));
}
