namespace IntegrationHub.Market.Tracking;

/// <summary>What a warning is about. The names are stored.</summary>
public enum DeliveryWarningKind
{
    /// <summary>The projected month comes close to the edge of the band.</summary>
    NearBand,

    /// <summary>The projected month lies beyond the band.</summary>
    BeyondBand,

    /// <summary>More is at risk with the contract than the company is willing to.</summary>
    CreditExceeded,

    /// <summary>Days are over of which no readings came.</summary>
    ReadingsMissing,
}

/// <summary>Where the customer's reminder of a warning stands. The names are stored.</summary>
public enum ReminderState
{
    /// <summary>The warning is none of the customer's.</summary>
    None,

    /// <summary>It is to be sent.</summary>
    Due,

    /// <summary>It is being handed over; one that is found like this after a crash may have been.</summary>
    Sending,

    Sent,

    /// <summary>The hub died while it was handed over: whether it left is not known, and it is not sent again to those numbers. Nobody was reached for sure.</summary>
    Unknown,

    /// <summary>Nobody is on record whom the customer is reached by; asked for again once a day while the warning stands.</summary>
    NoContact,

    /// <summary>The customer did not agree that the retailer reads all of the accounts; asked for again once a day while the warning stands.</summary>
    NoConsent,

    /// <summary>The gateway took it not, several times.</summary>
    Failed,

    /// <summary>Whoever could be reminded does not want to be by text message; asked for again once a day while the warning stands.</summary>
    NotWanted,
}

/// <summary>A warning of a contract and month: there is one of each kind, however often it passes and comes back.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="RaisedAt">Since when, at first.</param>
public sealed record DeliveryWarning(DeliveryWarningKind Kind, DateTimeOffset RaisedAt)
{
    /// <summary>Since when it holds no more; null while it stands.</summary>
    public DateTimeOffset? PassedAt { get; init; }

    /// <summary>When those of the company whom it concerns were told; null while they are to be.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    public ReminderState Reminder { get; init; }

    /// <summary>How often handing the reminder over failed.</summary>
    public int Tries { get; init; }

    /// <summary>Before it the reminder is not tried again; null where nothing has to be waited for.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Marks of the numbers that were reminded, where another had its messages of the day and is reminded later; null before the first. A mark tells nobody the number.</summary>
    public IReadOnlyList<string>? Reached { get; init; }

    /// <summary>Marks of the numbers that the reminder was being handed over to, while that is so and after the hub died in it: they may have it, and get it not again. Null where there are none.</summary>
    public IReadOnlyList<string>? InDoubt { get; init; }

    public bool IsOpen => PassedAt is null;

    /// <summary>Whether somebody has still to be told, or the customer reminded.</summary>
    public bool IsPending => (IsOpen && ToldAt is null) || Reminder is ReminderState.Due or ReminderState.Sending;

    /// <summary>Whether some of that can be tried now.</summary>
    public bool IsReadyAt(DateTimeOffset now) => IsPending && ((IsOpen && ToldAt is null) || Reminder == ReminderState.Sending || NotBefore is not { } wait || wait <= now);
}

/// <summary>What became of the warnings of a contract's month.</summary>
/// <param name="After">All of them.</param>
/// <param name="Raised">Kinds that were not there before.</param>
/// <param name="Returned">Kinds that had passed and hold again: nobody is told a second time, and who was not reached is reminded now.</param>
/// <param name="Passed">Kinds that hold no more.</param>
public sealed record WarningDecision(IReadOnlyList<DeliveryWarning> After, IReadOnlyList<DeliveryWarningKind> Raised, IReadOnlyList<DeliveryWarningKind> Returned, IReadOnlyList<DeliveryWarningKind> Passed);

/// <summary>Decides what becomes of warnings.</summary>
public static class DeliveryWarnings
{
    /// <summary>Warnings after a look at the month. The same look again changes nothing.</summary>
    /// <param name="before">Those that were raised in the month so far.</param>
    /// <param name="holding">What holds now.</param>
    /// <param name="now">When it was looked.</param>
    /// <param name="reminds">False where the month is over, and customers can do nothing about it any more.</param>
    public static WarningDecision Decide(IReadOnlyList<DeliveryWarning> before, IReadOnlySet<DeliveryWarningKind> holding, DateTimeOffset now, bool reminds = true)
    {
        var known = before.Select(static one => one.Kind).ToHashSet();
        var raised = holding.Where(kind => !known.Contains(kind)).Order().ToList();
        var returned = before.Where(one => !one.IsOpen && holding.Contains(one.Kind)).Select(static one => one.Kind).ToList();
        var passed = before.Where(one => one.IsOpen && !holding.Contains(one.Kind)).Select(static one => one.Kind).ToList();
        IEnumerable<DeliveryWarning> kept = before.Select(one =>
            returned.Contains(one.Kind) ? Returned(one, reminds)
            : passed.Contains(one.Kind) ? Passed(one, now)
            : reminds && IsAskedForAgain(one, now) ? one with { Reminder = ReminderState.Due, NotBefore = null }
            : one);
        return new(
            [.. kept.Concat(raised.Select(kind => new DeliveryWarning(kind, now) { Reminder = reminds && IsForCustomers(kind) ? ReminderState.Due : ReminderState.None })).OrderBy(static one => one.Kind)],
            raised, returned, passed);
    }

    /// <summary>What customers can do something about: what they take. Credit and readings are the company's to look after.</summary>
    public static bool IsForCustomers(DeliveryWarningKind kind) => kind is DeliveryWarningKind.NearBand or DeliveryWarningKind.BeyondBand;

    /// <summary>Who is on record and who agreed may be others by now.</summary>
    private static bool IsAskedForAgain(DeliveryWarning one, DateTimeOffset now) =>
        one is { IsOpen: true, Reminder: ReminderState.NoContact or ReminderState.NoConsent or ReminderState.NotWanted } && (one.NotBefore is not { } wait || wait <= now);

    /// <summary>What never left is sent now; what did, or may have, is not sent again.</summary>
    private static DeliveryWarning Returned(DeliveryWarning one, bool reminds) =>
        reminds && IsForCustomers(one.Kind) && (one.Reminder is ReminderState.None or ReminderState.NoContact or ReminderState.NoConsent or ReminderState.NotWanted or ReminderState.Failed)
            ? one with { PassedAt = null, Reminder = ReminderState.Due, Tries = 0, NotBefore = null }
            : one with { PassedAt = null };

    /// <summary>Nobody is reminded of what has passed before it could be told.</summary>
    private static DeliveryWarning Passed(DeliveryWarning one, DateTimeOffset now) => one with { PassedAt = now, Reminder = one.Reminder == ReminderState.Due ? ReminderState.None : one.Reminder };
}
