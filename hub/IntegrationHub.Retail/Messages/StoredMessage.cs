using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Messages;

/// <summary>By which way somebody is told. The names are stored.</summary>
public enum MessageWay
{
    /// <summary>On the person's page.</summary>
    Page,

    /// <summary>By text message.</summary>
    Sms,
}

/// <summary>What became of what somebody is told. The names are stored.</summary>
public enum MessageState
{
    /// <summary>It is to be sent to who works here.</summary>
    Queued,

    /// <summary>A gateway took it not; it is tried again.</summary>
    Waiting,

    /// <summary>It waits for the end of the quiet hours.</summary>
    Quiet,

    /// <summary>The number had its messages of the day: a customer is told the next morning, who works here is not.</summary>
    Limit,

    /// <summary>It is being handed over; one that is found like this after a crash may have been.</summary>
    Sending,

    /// <summary>A gateway took it.</summary>
    Sent,

    /// <summary>The page has it.</summary>
    Shown,

    /// <summary>No gateway took it, several times.</summary>
    Refused,

    /// <summary>The hub died while it was handed over, or the gateway did not say whether it took it: whether it left is not known, and it is not sent again.</summary>
    Unknown,

    /// <summary>What it is about was over before it could be sent.</summary>
    Passed,

    /// <summary>There is nobody to send it to, or nobody who may be sent it.</summary>
    Nobody,
}

/// <summary>Something that somebody is told by one way: for those who look after the hub. What is said to whom on a telephone with a code is never among it.</summary>
/// <param name="Key">Begins with when it came up (<see cref="MessageBook.KeyOf"/>), so that the order of keys is that of time.</param>
/// <param name="Kind">Stable dotted name: <c>customer.bill</c>, <c>delivery.reminder</c>, <c>task.overdue</c>.</param>
/// <param name="Way">By which way.</param>
/// <param name="To">Who: the name of a login or an account, or of a customer who is reached by the numbers on record.</param>
/// <param name="State">What became of it.</param>
/// <param name="At">When it came up, to the millisecond.</param>
/// <param name="Text">What is said; null where it is not known yet.</param>
public sealed record StoredMessage(string Key, string Kind, MessageWay Way, string To, MessageState State, DateTimeOffset At, string? Text)
{
    /// <summary>The numbers, with all but their last digits hidden.</summary>
    public IReadOnlyList<string> Phones { get; init; } = [];

    /// <summary>Before it nothing is sent; null where nothing has to be waited for.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How often handing it over failed.</summary>
    public int Tries { get; init; }

    /// <summary>The case that it is about; null where it is about none.</summary>
    public Guid? Case { get; init; }

    /// <summary>The task of the case; null where it is about none.</summary>
    public int? Task { get; init; }

    internal BusinessRecord ToRecord(long revision) => new(RecordKind.Message, Key, 1, State.ToString(), null, null, MarketJson.WriteUtf8(this), revision);

    internal static StoredMessage Of(BusinessRecord record) => record.Read<StoredMessage>("message");

    /// <summary>A number as people know it who know it anyway.</summary>
    public static string HintOf(string phone) => "…" + phone[^Math.Min(3, phone.Length)..];
}
