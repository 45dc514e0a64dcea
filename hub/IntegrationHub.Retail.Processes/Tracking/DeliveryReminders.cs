using System.Globalization;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tracking;

namespace IntegrationHub.Retail.Processes.Tracking;

/// <summary>
/// Reminds customers of what they take, by text message: those on record whom the customer is reached by and those who sign in for him, but who chose otherwise, where the customer agreed that the retailer reads all of the contract's accounts. A gateway knows no
/// repetition, so what is about to be handed over is noted first: after a crash it is not known whether it left, and it is not sent again. Thread-safe.
/// </summary>
public sealed class DeliveryReminders(
    DeliveryBook deliveries, ContractBook contracts, CustomerBook customers, ContactBook contacts, SubscriptionBook subscriptions, ReminderLimits limits, MessageBook messages, ISmsSender sms,
    TimeProvider time)
{
    /// <summary>How often a gateway that takes nothing is tried: over a day, ever more seldom.</summary>
    public const int MostTries = 8;

    /// <summary>From one try to the next at first; each pause is three times the one before.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(8);

    /// <summary>Who may be reminded is asked for again by the next day's look, and not by one that follows at once.</summary>
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromHours(20);

    /// <summary>Handing over takes no longer; what is found so after it was ended by a crash.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Sends the reminder of a warning where it is due.</summary>
    /// <returns>As it is kept then; null where somebody else changed it meanwhile.</returns>
    internal async Task<PendingDelivery?> RemindAsync(PendingDelivery pending, DeliveryWarningKind kind, CancellationToken cancellationToken)
    {
        var warning = pending.Delivery.Warnings.Single(one => one.Kind == kind);
        if (warning.Reminder == ReminderState.Sending && pending.SavedAt + Longest < time.GetUtcNow())
        {
            // Noted before the numbers were: nobody can be told apart.
            if (warning.InDoubt is null)
                return await KeepAsync(pending, warning with { Reminder = ReminderState.Unknown }, MessageState.Unknown).ConfigureAwait(false);

            // Whoever was being reminded may have been, and is not again; who was held back for the day still is to be.
            warning = warning with { Reminder = ReminderState.Due, NotBefore = null };
        }

        if (warning.Reminder != ReminderState.Due || warning.NotBefore > time.GetUtcNow())
            return pending;

        IReadOnlyList<string> doubt = warning.InDoubt ?? [];
        if (!await HasConsentAsync(pending.Delivery, cancellationToken).ConfigureAwait(false))
            return doubt.Count > 0 ? await EndInDoubtAsync().ConfigureAwait(false) : await PutOffAsync(ReminderState.NoConsent).ConfigureAwait(false);

        var (known, wanting) = await PhonesAsync(pending.Delivery.Customer, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> reached = warning.Reached ?? [];
        var open = wanting.FindAll(phone => limits.MarkOf(phone) is var mark && !reached.Contains(mark) && !doubt.Contains(mark));
        if (open.Count == 0)
            return reached.Count > 0 ? await KeepAsync(pending, warning with { Reminder = ReminderState.Sent, NotBefore = null }, MessageState.Sent).ConfigureAwait(false)
                : doubt.Count > 0 ? await EndInDoubtAsync().ConfigureAwait(false)
                : await PutOffAsync(known == 0 ? ReminderState.NoContact : ReminderState.NotWanted).ConfigureAwait(false);

        if (limits.QuietUntil() is { } morning)
            return await WaitAsync(morning, MessageState.Quiet).ConfigureAwait(false);

        var counts = new Dictionary<string, BusinessRecord>(StringComparer.Ordinal);
        foreach (var phone in open)
        {
            if (await limits.OneMoreAsync(phone, isDue: false, cancellationToken).ConfigureAwait(false) is { } count)
                counts.Add(phone, count);
        }

        if (counts.Count == 0)
            return await WaitAsync(limits.Tomorrow(), MessageState.Limit).ConfigureAwait(false);

        // Whoever notes it first sends it.
        List<string> marks = [.. counts.Keys.Select(limits.MarkOf)];
        if (await KeepAsync(pending, warning with { Reminder = ReminderState.Sending, InDoubt = [.. doubt, .. marks] }, MessageState.Sending, counts.Keys, [.. counts.Values]).ConfigureAwait(false) is not { } noted)
            return null;

        var became = await sms.ReachAsync(counts.Keys, TextOf(pending.Delivery, kind), cancellationToken).ConfigureAwait(false);
        var taken = became != Reached.Nobody;
        var tries = warning.Tries + (taken ? 0 : 1);
        IReadOnlyList<string> now = taken ? [.. reached, .. marks] : reached;
        warning = warning with { InDoubt = doubt.Count > 0 ? doubt : null };
        var after = taken && counts.Count < open.Count ? warning with { Reminder = ReminderState.Due, NotBefore = limits.Tomorrow(), Reached = now }
            : taken ? warning with { Reminder = became == Reached.Perhaps && reached.Count == 0 ? ReminderState.Unknown : ReminderState.Sent, NotBefore = null, Reached = now }
            : tries < MostTries ? warning with { Reminder = ReminderState.Due, Tries = tries, NotBefore = time.GetUtcNow() + PauseAfter(tries) }
            : warning with { Reminder = reached.Count > 0 ? ReminderState.Sent : doubt.Count > 0 ? ReminderState.Unknown : ReminderState.Failed, Tries = tries, NotBefore = null };

        // What was not taken does not count; where the number was counted up meanwhile, it stays counted.
        var state = after.Reminder switch { ReminderState.Sent => MessageState.Sent, ReminderState.Failed => MessageState.Refused, ReminderState.Unknown => MessageState.Unknown, _ => taken ? MessageState.Limit : MessageState.Waiting };
        return (taken ? null : await KeepAsync(noted, after, state, beside: [.. counts.Values.Select(ReminderLimits.OneLess)]).ConfigureAwait(false))
            ?? await KeepAsync(noted, after, state).ConfigureAwait(false);

        Task<PendingDelivery?> WaitAsync(DateTimeOffset until, MessageState why) => KeepAsync(pending, warning with { NotBefore = until }, why, open);

        Task<PendingDelivery?> EndInDoubtAsync() => KeepAsync(pending, warning with { Reminder = ReminderState.Unknown, NotBefore = null }, MessageState.Unknown);

        Task<PendingDelivery?> PutOffAsync(ReminderState why) => KeepAsync(pending, warning with { Reminder = why, NotBefore = time.GetUtcNow() + UntilAskedAgain }, MessageState.Nobody);

        // Where the reminder stands, and what became of its message with it.
        async Task<PendingDelivery?> KeepAsync(PendingDelivery before, DeliveryWarning next, MessageState state, IEnumerable<string>? phones = null, IReadOnlyList<BusinessRecord>? beside = null)
        {
            var (delivery, at) = (before.Delivery, MessageBook.Kept(next.RaisedAt));
            var message = new StoredMessage(delivery.MessageKeyOf(next), StoredDelivery.MessageKind, MessageWay.Sms, delivery.Customer, state, at, TextOf(delivery, kind))
            {
                Phones = [.. (phones ?? []).Select(StoredMessage.HintOf)], NotBefore = next.NotBefore, Tries = next.Tries,
            };
            return await deliveries.KeepAsync(before, next, cancellationToken, [.. beside ?? [], await messages.BesideAsync(message, cancellationToken).ConfigureAwait(false)]).ConfigureAwait(false);
        }
    }

    /// <summary>5, 15 and 45 minutes, then hours: a gateway that is mended within the day loses nobody.</summary>
    internal static TimeSpan PauseAfter(int tries)
    {
        var pause = ShortestPause;
        for (var i = 1; i < tries && pause < LongestPause; i++)
            pause *= 3;

        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>How many numbers there are, and those of them that want it: a number on record that somebody signs in with is that person's to say.</summary>
    private async Task<(int Known, List<string> Wanting)> PhonesAsync(string customer, CancellationToken cancellationToken)
    {
        var persons = (await subscriptions.OfCustomerAsync(customer, cancellationToken).ConfigureAwait(false)).Where(static one => !one.Login.Login.IsDisabled)
            .ToLookup(static one => one.Login.Login.Phone, static one => one.Subscriptions.Kept.Of(SubscriptionTopic.Deviation).Sms, StringComparer.Ordinal);
        var known = (await contacts.CurrentAsync(customer, cancellationToken).ConfigureAwait(false)).Select(static contact => contact.Phone).Concat(persons.Select(static person => person.Key)).Distinct(StringComparer.Ordinal).ToList();
        return (known.Count, known.FindAll(phone => !persons.Contains(phone) || persons[phone].Any(static wants => wants)));
    }

    private async Task<bool> HasConsentAsync(StoredDelivery delivery, CancellationToken cancellationToken)
    {
        if (await contracts.FindAsync(delivery.Contract, delivery.Version, cancellationToken).ConfigureAwait(false) is not { Contract.Terms.Accounts: { Count: > 0 } accounts })
            return false;

        foreach (ContractAccount account in accounts)
        {
            if (!(await customers.OfAsync(account.ToString(), cancellationToken).ConfigureAwait(false)).Any(one => one.CustomerName == delivery.Customer && one.ConsentOn is not null))
                return false;
        }

        return true;
    }

    /// <summary>Contract, month and side, and no figure; without the contract where it would not stay one message.</summary>
    internal static string TextOf(StoredDelivery delivery, DeliveryWarningKind kind)
    {
        var (high, near) = (delivery.Status is not { } status || status.Projected - status.Contracted > Energy.Zero, kind == DeliveryWarningKind.NearBand);
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"{delivery.Month} 用电量预计偏{(high ? "高" : "低")}，{(near ? "接近" : "超出")}允许偏差 / usage {(high ? "high" : "low")}, {(near ? "near" : "beyond")} band");
        var named = $"合同 {delivery.Contract} {words}";
        return OneMessage.Holds(named) ? named : words;
    }
}
