using System.Globalization;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Tracking;

/// <summary>
/// Contracts' months as they are delivered. A month's standing and its warnings are one record: whoever looks at the same time as another, or again after a crash, changes it once. Thread-safe.
/// </summary>
public sealed class DeliveryBook(IBusinessRecords records)
{
    private const string LookKey = "look";
    private const string Done = "done";

    /// <summary>All contracts of a month, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> ListAsync(BillingMonth month, CancellationToken cancellationToken) =>
        await records.ReadAllAsync(new(RecordKind.Delivery) { On = month.FirstDay.ToDateOnly(), Most = 1000 }, StoredDelivery.Of, cancellationToken).ConfigureAwait(false);

    /// <summary>Contracts of a month that have a warning which stands.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> WarnedAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        var warned = new List<StoredDelivery>();
        foreach (var state in StoredDelivery.WithWarnings)
        {
            var query = new RecordQuery(RecordKind.Delivery) { On = month.FirstDay.ToDateOnly(), State = state, Most = 1000 };
            warned.AddRange((await records.ReadAllAsync(query, StoredDelivery.Of, cancellationToken).ConfigureAwait(false)).Where(static delivery => delivery.Open.Any()));
        }

        // One that is told of between the two questions would be there twice.
        return [.. warned.DistinctBy(static delivery => delivery.Contract).OrderBy(static delivery => delivery.Contract, StringComparer.Ordinal)];
    }

    /// <summary>A contract's month; null where it was not looked at.</summary>
    public async Task<StoredDelivery?> FindAsync(string contract, BillingMonth month, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Delivery, StoredDelivery.KeyOf(contract, month), 1, cancellationToken).ConfigureAwait(false) is { } record ? StoredDelivery.Of(record) : null;

    /// <summary>The last look at all of them; null before the first.</summary>
    public async Task<DeliveryLook?> LastLookAsync(CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.DeliveryLook, LookKey, 1, cancellationToken).ConfigureAwait(false) is { } record ? record.Read<DeliveryLook>("look") : null;

    /// <summary>Those with somebody to tell or remind now, at most so many. Those that wait for their next try hold nobody up.</summary>
    public async Task<IReadOnlyList<PendingDelivery>> PendingAsync(int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ready = new List<PendingDelivery>();
        await foreach (var page in records.PagesAsync(new(RecordKind.Delivery) { State = StoredDelivery.Pending, Most = 1000 }, cancellationToken).ConfigureAwait(false))
        {
            ready.AddRange(page.Select(static record => new PendingDelivery(StoredDelivery.Of(record), record.Revision, record.SavedAt)).Where(one => one.Delivery.Warnings.Any(warning => warning.IsReadyAt(now))).Take(most - ready.Count));
            if (ready.Count == most)
                break;
        }

        return ready;
    }

    /// <summary>Keeps that somebody was told of a warning, or where the customer's reminder stands; null where somebody else changed it meanwhile.</summary>
    /// <param name="before">As it was read.</param>
    /// <param name="warning">The warning as it is to be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PendingDelivery?> KeepAsync(PendingDelivery before, DeliveryWarning warning, CancellationToken cancellationToken)
    {
        var old = before.Delivery.Warnings.Single(one => one.Kind == warning.Kind);
        var after = before.Delivery with { Warnings = [.. before.Delivery.Warnings.Select(one => one.Kind == warning.Kind ? warning : one)] };
        IReadOnlyList<RecordFact> facts = old.Reminder == warning.Reminder ? [] : [Fact("delivery.reminder", after, warning.Kind, ("reminder", warning.Reminder.ToString()))];
        return await records.SaveAsync([after.ToRecord(before.Revision)], facts, Actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? new(after, before.Revision + 1, before.SavedAt) : null;
    }

    /// <summary>Whoever looks by itself.</summary>
    public const string Actor = "hub";

    /// <summary>Keeps a month's standing with what it does to its warnings. The same standing again changes nothing.</summary>
    /// <param name="standing">What was found, without warnings.</param>
    /// <param name="now">When.</param>
    /// <param name="actor">Who looked.</param>
    /// <param name="reminds">False where the month is over, and customers are reminded of it no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As it is kept; null where another look was faster, which found the same or more.</returns>
    internal async Task<StoredDelivery?> KeepAsync(StoredDelivery standing, DateTimeOffset now, string actor, bool reminds, CancellationToken cancellationToken)
    {
        var before = await records.FindAsync(RecordKind.Delivery, StoredDelivery.KeyOf(standing.Contract, standing.Month), 1, cancellationToken).ConfigureAwait(false);
        var known = before is null ? [] : StoredDelivery.Of(before).Warnings;

        // What is not judged is neither warned of nor given the all-clear.
        var decided = standing.Assessment is { } judged ? DeliveryWarnings.Decide(known, judged.Holding.ToHashSet(), now, reminds) : new WarningDecision(known, [], [], []);
        var after = standing with { Warnings = decided.After };
        var record = after.ToRecord(before?.Revision ?? 0);
        if (before is not null && before.Body.Span.SequenceEqual(record.Body.Span))
            return after;

        IReadOnlyList<RecordFact> facts =
        [
            .. decided.Raised.Select(kind => Fact("delivery.warned", after, kind)),
            .. decided.Returned.Select(kind => Fact("delivery.warning-returned", after, kind)),
            .. decided.Passed.Select(kind => Fact("delivery.warning-passed", after, kind)),
        ];
        return await records.SaveAsync([record], facts, actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? after : null;
    }

    /// <summary>Notes that all were looked at. Where another node did the same meanwhile, its note stands; one that found the same as the one before is noted and not told.</summary>
    internal async Task NoteAsync(DeliveryLook look, string actor, CancellationToken cancellationToken)
    {
        var before = await records.FindAsync(RecordKind.DeliveryLook, LookKey, 1, cancellationToken).ConfigureAwait(false);
        var same = before is not null && before.Read<DeliveryLook>("look") is var last && last with { At = look.At } == look;
        var facts = new Dictionary<string, string>
        {
            ["day"] = look.Day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture), ["month"] = look.Month.ToString(), ["contracts"] = look.Contracts.ToString(CultureInfo.InvariantCulture),
            ["warned"] = look.Warned.ToString(CultureInfo.InvariantCulture),
        };
        await records.SaveAsync([new(RecordKind.DeliveryLook, LookKey, 1, Done, null, null, MarketJson.WriteUtf8(look), before?.Revision ?? 0)], same ? [] : [new("delivery.looked", facts)], actor, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Contract, month and kind; nothing of what is delivered.</summary>
    private static RecordFact Fact(string name, StoredDelivery delivery, DeliveryWarningKind kind, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var facts = new Dictionary<string, string> { ["contract"] = delivery.Contract, ["month"] = delivery.Month.ToString(), ["warning"] = kind.ToString() };
        foreach (var (key, value) in more)
            facts[key] = value;

        return new(name, facts);
    }
}

/// <summary>A contract's month with somebody to tell.</summary>
/// <param name="Delivery">The month.</param>
/// <param name="Revision">At which it was read.</param>
/// <param name="SavedAt">Last change.</param>
public sealed record PendingDelivery(StoredDelivery Delivery, long Revision, DateTimeOffset SavedAt);
