using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>Where the text message of a notice stands. The names are stored.</summary>
public enum NoticeSms
{
    /// <summary>It is to be sent, where the person wants it.</summary>
    Due,

    /// <summary>It is being handed over; one that is found like this after a crash may have been.</summary>
    Sending,

    Sent,

    /// <summary>The hub died while it was handed over, or the gateway did not say whether it took it: whether it left is not known, and it is not sent again.</summary>
    Unknown,

    /// <summary>The person wants none, or signs in no more.</summary>
    NotWanted,

    /// <summary>What it is about was over before it could be sent.</summary>
    Passed,

    /// <summary>The gateway took it not, several times.</summary>
    Failed,
}

/// <summary>What a person who signs in for a customer is told.</summary>
/// <param name="Login">Who.</param>
/// <param name="Notice">What.</param>
public sealed record StoredNotice(string Login, CustomerNotice Notice)
{
    /// <summary>Something is to be shown or sent.</summary>
    internal const string Pending = "pending";

    private const string Done = "done";

    /// <summary>Digest of the offered text; null of other topics.</summary>
    public string? Digest { get; init; }

    /// <summary>Which offer of the text it is of (<see cref="StoredContract.Offer"/>); null of other topics.</summary>
    public long? Offer { get; init; }

    /// <summary>True where the person's page shows it; null while that is to be decided.</summary>
    public bool? OnPage { get; init; }

    public NoticeSms Sms { get; init; }

    /// <summary>How often handing it over failed.</summary>
    public int Tries { get; init; }

    /// <summary>Before it nothing is sent; null where nothing has to be waited for.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether something is to be done now.</summary>
    internal bool IsReadyAt(DateTimeOffset now) => OnPage is null || Sms == NoticeSms.Sending || (Sms == NoticeSms.Due && (NotBefore is not { } wait || wait <= now));

    /// <summary>The day in front is that from which on there is something to do: those that wait for the morning are not read every few seconds.</summary>
    internal BusinessRecord ToRecord(string key, long revision) => new(
        RecordKind.CustomerNotice, key, 1, OnPage is null || Sms is NoticeSms.Due or NoticeSms.Sending ? Pending : Done,
        OnPage is null || NotBefore is not { } wait ? null : DateOnly.FromDateTime(wait.UtcDateTime), null, MarketJson.WriteUtf8(this), revision);

    internal static StoredNotice Of(BusinessRecord record) => record.Read<StoredNotice>("notice");
}

/// <summary>A notice with something to do.</summary>
internal sealed record PendingNotice(StoredNotice Notice, string Key, long Revision, DateTimeOffset SavedAt);

/// <summary>Something new for persons who sign in for a customer, or for all customers.</summary>
/// <param name="Customer">Name of the customer; null where it is for everybody.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Thing">What it names (<see cref="CustomerNotice"/>).</param>
internal sealed record CustomerNews(string? Customer, SubscriptionTopic Topic, string Thing)
{
    public string? Digest { get; init; }

    /// <summary>Which offer of a text; null of other topics.</summary>
    public long? Offer { get; init; }
}
