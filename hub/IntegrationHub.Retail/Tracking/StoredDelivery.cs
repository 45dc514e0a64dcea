using IntegrationHub.Market.Json;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Tracking;

/// <summary>A contract's month as it was looked at last, with the warnings of the month.</summary>
public sealed record StoredDelivery
{
    /// <summary>Number of the contract.</summary>
    public required string Contract { get; init; }

    /// <summary>Its newest version that binds in the month.</summary>
    public required int Version { get; init; }

    public required BillingMonth Month { get; init; }

    /// <summary>Name of the buyer.</summary>
    public required string Customer { get; init; }

    /// <summary>Who wrote the contract and answers for it.</summary>
    public required string Author { get; init; }

    /// <summary>The market's day on which it was looked.</summary>
    public required LocalDate LookedOn { get; init; }

    /// <summary>The days of the month on which the contract binds.</summary>
    public required IReadOnlyList<DeliveryDay> Days { get; init; }

    /// <summary>Where the month stands; null while no day has complete readings.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>How it is judged; null where no rule of the company holds, see <see cref="Unjudged"/>.</summary>
    public DeliveryAssessment? Assessment { get; init; }

    /// <summary>Code that says why it is not judged; null where it is.</summary>
    public string? Unjudged { get; init; }

    /// <summary>Where the rule is from that it was judged by.</summary>
    public string? RuleSource { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public string? Currency { get; init; }

    /// <summary>Those of the month; at most one of each kind.</summary>
    public IReadOnlyList<DeliveryWarning> Warnings { get; init; } = [];

    /// <summary>Warnings that stand.</summary>
    public IEnumerable<DeliveryWarning> Open => Warnings.Where(static warning => warning.IsOpen);

    /// <summary>The state of one that has somebody to tell or remind.</summary>
    internal const string Pending = "pending";

    private const string Warned = "warned";
    private const string Quiet = "quiet";

    /// <summary>The states of those that may have a warning which stands.</summary>
    internal static readonly string[] WithWarnings = [Pending, Warned];

    internal static string KeyOf(string contract, BillingMonth month) => $"{contract}/{month}";

    /// <summary>Kind of the customer's reminders among messages.</summary>
    internal const string MessageKind = "customer.reminder";

    /// <summary>The key of a reminder among messages: one of each warning.</summary>
    internal string MessageKeyOf(DeliveryWarning warning) => MessageBook.KeyOf(MessageBook.Kept(warning.RaisedAt), Contract, Month.ToString(), warning.Kind.ToString());

    internal BusinessRecord ToRecord(long revision)
    {
        var state = Warnings.Any(static warning => warning.IsPending) ? Pending : Open.Any() ? Warned : Quiet;
        return new(RecordKind.Delivery, KeyOf(Contract, Month), 1, state, Month.FirstDay.ToDateOnly(), Month.LastDay.ToDateOnly(), MarketJson.WriteUtf8(this), revision);
    }

    internal static StoredDelivery Of(BusinessRecord record) => record.Read<StoredDelivery>("delivery");
}

/// <summary>The last look at all deliveries.</summary>
/// <param name="Day">The market's day.</param>
/// <param name="Month">The month that was looked at.</param>
/// <param name="Contracts">Contracts of it.</param>
/// <param name="Warned">Those with open warnings.</param>
public sealed record DeliveryLook(LocalDate Day, BillingMonth Month, int Contracts, int Warned)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What the company risks; null where no rule holds.</summary>
    public PoolExposure? Pool { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public string? Currency { get; init; }

    /// <summary>Where the rule is from.</summary>
    public string? RuleSource { get; init; }

    /// <summary>True where the day's look is to be done: none began since the time of day that it is done from on. One that somebody did by hand before, when readings had not come, is none.</summary>
    /// <param name="last">The last look; null before the first.</param>
    /// <param name="now">The present.</param>
    /// <param name="zone">The market's zone.</param>
    /// <param name="lookAt">Time of the market's day.</param>
    public static bool IsDue(DeliveryLook? last, DateTimeOffset now, DateTimeZone zone, LocalTime lookAt)
    {
        var due = (Instant.FromDateTimeOffset(now).InZone(zone).Date + lookAt).InZoneLeniently(zone).ToDateTimeOffset();
        return now >= due && (last is null || last.At < due);
    }
}
