using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Customers;

/// <summary>Who did something to a contact, and what was said about it.</summary>
/// <param name="By">Person of the company.</param>
/// <param name="At">When.</param>
/// <param name="Words">How it was checked, or why.</param>
public sealed record ContactMark(string By, DateTimeOffset At, string Words);

/// <summary>A contact as it is kept. It counts when another person than who entered it has confirmed it, from <paramref name="Since"/> on, while nobody objects and it is not withdrawn.</summary>
/// <param name="Customer">Name of the customer as in the file and in contracts.</param>
/// <param name="Contact">The person.</param>
/// <param name="Known">Since when it is known.</param>
/// <param name="Since">From when on it counts, where it is confirmed; before that the earliest time.</param>
/// <param name="By">Who entered it.</param>
public sealed record KeptContact(string Customer, CustomerContact Contact, DateTimeOffset Known, DateTimeOffset Since, string By)
{
    /// <summary>Longest reason, or way of checking, in characters.</summary>
    public const int LongestWords = 200;

    /// <summary>The second person, and how the number was checked.</summary>
    public ContactMark? Confirmed { get; init; }

    /// <summary>The customer's objection that is not decided, with who took it.</summary>
    public ContactMark? Objected { get; init; }

    /// <summary>Who decided an objection against the customer, and why.</summary>
    public ContactMark? Dismissed { get; init; }

    /// <summary>Who took it back, and why.</summary>
    public ContactMark? Withdrawn { get; init; }

    /// <summary>Its word in the store.</summary>
    public string State => this switch
    {
        { Withdrawn: not null } => "withdrawn",
        { Objected: not null } => "objected",
        { Confirmed: not null } => "confirmed",
        _ => "known",
    };

    /// <summary>True when it counts.</summary>
    public bool Counts(DateTimeOffset now) => State == "confirmed" && Since <= now;

    /// <summary>True when it took the place of the person's entries before it, whatever became of it later: those never come back by themselves.</summary>
    internal bool Counted(DateTimeOffset now) => Confirmed is not null && Since <= Earliest(now, Objected?.At, Withdrawn?.At);

    internal BusinessRecord ToRecord(string key, int version, long revision) => new(RecordKind.Contact, key, version, State, null, null, MarketJson.WriteUtf8(this), revision);

    internal static KeptContact Of(BusinessRecord record) =>
        record.Read<KeptContact>("contact");

    private static DateTimeOffset Earliest(DateTimeOffset now, DateTimeOffset? one, DateTimeOffset? other)
    {
        var earliest = one is { } first && first < now ? first : now;
        return other is { } second && second < earliest ? second : earliest;
    }
}
