using System.Globalization;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;

namespace IntegrationHub.Retail.Tracking;

/// <summary>
/// Contracts' months as they are delivered. A month's standing and its warnings are one record: whoever looks at the same time as another, or again after a crash, changes it once. Thread-safe.
/// </summary>
/// <param name="records">Where they lie.</param>
/// <param name="crashPoints">Where the durability tests kill the process; <c>null</c> in the product.</param>
public sealed class DeliveryBook(IBusinessRecords records, ICrashPoints? crashPoints = null)
{
    /// <summary>Reads at the same time.</summary>
    private const int AtOnce = 8;

    private readonly MessageBook _messages = new(records);

    private const string LookKey = "look";
    private const string ClaimKey = "claim";
    private const string Done = "done";

    /// <summary>All contracts of a month, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<StoredDelivery>> ListAsync(BillingMonth month, CancellationToken cancellationToken) =>
        await records.ReadAllAsync(new(RecordKind.Delivery) { On = month.FirstDay.ToDateOnly(), Most = 1000 }, StoredDelivery.Of, cancellationToken).ConfigureAwait(false);

    /// <summary>Contracts of a month that have a warning which stands, those with somebody to tell or remind first, then in the order of their numbers.</summary>
    /// <param name="month">Which.</param>
    /// <param name="most">So many are read at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StoredDelivery>> WarnedAsync(BillingMonth month, int most, CancellationToken cancellationToken)
    {
        var warned = new List<StoredDelivery>();
        foreach (var state in StoredDelivery.WithWarnings)
        {
            var query = new RecordQuery(RecordKind.Delivery) { On = month.FirstDay.ToDateOnly(), State = state, Most = most - warned.Count };
            if (query.Most > 0)
                warned.AddRange(AllCores.Map(await records.ListAsync(query, cancellationToken).ConfigureAwait(false), StoredDelivery.Of, cancellationToken).Where(static delivery => delivery.Open.Any()));
        }

        // One that is told of between the two questions would be there twice.
        return [.. warned.DistinctBy(static delivery => delivery.Contract)];
    }

    /// <summary>A contract's month; null where it was not looked at.</summary>
    public async Task<StoredDelivery?> FindAsync(string contract, BillingMonth month, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Delivery, StoredDelivery.KeyOf(contract, month), 1, cancellationToken).ConfigureAwait(false) is { } record ? StoredDelivery.Of(record) : null;

    /// <summary>The last look at all of them; null before the first.</summary>
    public async Task<DeliveryLook?> LastLookAsync(CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.DeliveryLook, LookKey, 1, cancellationToken).ConfigureAwait(false) is { } record ? record.Read<DeliveryLook>("look") : null;

    /// <summary>Takes the day's look for a node, or prolongs its claim.</summary>
    /// <param name="node">Who is going to look.</param>
    /// <param name="now">The present.</param>
    /// <param name="lease">How long nobody else looks; the claim of a node that died ends by itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False where another node has it.</returns>
    public async Task<bool> ClaimLookAsync(string node, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        var record = await records.FindAsync(RecordKind.DeliveryLook, ClaimKey, 1, cancellationToken).ConfigureAwait(false);
        if (record?.Read<LookClaim>("claim") is { } other && other.Node != node && other.Until > now)
            return false;

        var claim = new BusinessRecord(RecordKind.DeliveryLook, ClaimKey, 1, "claim", null, null, MarketJson.WriteUtf8(new LookClaim(node, now + lease)), record?.Revision ?? 0);
        return await records.SaveAsync([claim], [], Actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved;
    }

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
    /// <param name="beside">Other records, kept in the same transaction.</param>
    public async Task<PendingDelivery?> KeepAsync(PendingDelivery before, DeliveryWarning warning, CancellationToken cancellationToken, params IReadOnlyList<BusinessRecord> beside)
    {
        crashPoints?.Reached(CrashPoint.AfterNotice);
        var old = before.Delivery.Warnings.Single(one => one.Kind == warning.Kind);
        var after = before.Delivery with { Warnings = [.. before.Delivery.Warnings.Select(one => one.Kind == warning.Kind ? warning : one)] };
        IReadOnlyList<RecordFact> facts = old.Reminder == warning.Reminder ? [] : [Fact("delivery.reminder", after, warning.Kind, ("reminder", warning.Reminder.ToString()))];
        return await records.SaveAsync([after.ToRecord(before.Revision), .. beside], facts, Actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? new(after, before.Revision + 1, before.SavedAt) : null;
    }

    /// <summary>Whoever looks by itself.</summary>
    public const string Actor = "hub";

    /// <summary>Keeps months' standings with what they do to their warnings, in one transaction. The same standings again change nothing.</summary>
    /// <param name="standings">What was found, without warnings; no contract twice.</param>
    /// <param name="now">When.</param>
    /// <param name="actor">Who looked.</param>
    /// <param name="reminds">False where the month is over, and customers are reminded of it no more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As they are kept, in their order; null for one where another look was faster, which found the same or more.</returns>
    internal async Task<IReadOnlyList<StoredDelivery?>> KeepAsync(IReadOnlyList<StoredDelivery> standings, DateTimeOffset now, string actor, bool reminds, CancellationToken cancellationToken)
    {
        var changes = new List<DeliveryChange>(standings.Count);
        foreach (var some in standings.Chunk(AtOnce))
        {
            var before = await Task.WhenAll(some.Select(one => records.FindAsync(RecordKind.Delivery, StoredDelivery.KeyOf(one.Contract, one.Month), 1, cancellationToken))).ConfigureAwait(false);
            changes.AddRange(some.Zip(before, (standing, known) => ChangeOf(standing, known, now, reminds)));
        }

        for (var i = 0; i < changes.Count; i++)
        {
            if (changes[i].Unsent.Count > 0)
                changes[i] = changes[i] with { Messages = await _messages.EndedAsync(changes[i].Unsent, cancellationToken).ConfigureAwait(false) };
        }

        var changed = changes.FindAll(static change => change.Record is not null);
        crashPoints?.Reached(CrashPoint.BeforeDelivery);
        if (changed.Count == 0 || await records.SaveAsync([.. changed.SelectMany(static change => change.Messages.Prepend(change.Record!))], [.. changed.SelectMany(static change => change.Facts)], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved)
        {
            crashPoints?.Reached(CrashPoint.AfterDelivery);
            return changes.ConvertAll(static change => change.After);
        }

        // Another look changed one of them meanwhile: each by itself, so that the others are kept.
        var kept = new List<StoredDelivery?>(changes.Count);
        foreach (var change in changes)
            kept.Add(change.Record is null || await records.SaveAsync([change.Record, .. change.Messages], change.Facts, actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? change.After : null);

        return kept;
    }

    private static DeliveryChange ChangeOf(StoredDelivery standing, BusinessRecord? before, DateTimeOffset now, bool reminds)
    {
        var known = before is null ? [] : StoredDelivery.Of(before).Warnings;

        // What is not judged is neither warned of nor given the all-clear.
        var decided = standing.Assessment is { } judged ? DeliveryWarnings.Decide(known, judged.Holding.ToHashSet(), now, reminds) : new WarningDecision(known, [], [], []);
        var after = standing with { Warnings = decided.After };
        var record = after.ToRecord(before?.Revision ?? 0);
        return before is not null && before.Body.Span.SequenceEqual(record.Body.Span) ? new(after, null, []) : new(
            after, record,
            [
                .. decided.Raised.Select(kind => Fact("delivery.warned", after, kind)),
                .. decided.Returned.Select(kind => Fact("delivery.warning-returned", after, kind)),
                .. decided.Passed.Select(kind => Fact("delivery.warning-passed", after, kind)),
            ])
        {
            Unsent = [.. known.Where(one => one.Reminder == ReminderState.Due && decided.Passed.Contains(one.Kind)).Select(one => (after.MessageKeyOf(one), one.Reached is { Count: > 0 } ? MessageState.Sent : MessageState.Passed))],
        };
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

/// <summary>Which node looks, until when.</summary>
internal sealed record LookClaim(string Node, DateTimeOffset Until);

/// <summary>A contract's month as it is to be kept; without a record where it is kept so already.</summary>
internal sealed record DeliveryChange(StoredDelivery After, BusinessRecord? Record, IReadOnlyList<RecordFact> Facts)
{
    /// <summary>Keys of messages that were to be sent and are not any more, with what became of them.</summary>
    public IReadOnlyList<(string Key, MessageState State)> Unsent { get; init; } = [];

    /// <summary>These messages as they are kept with it.</summary>
    public IReadOnlyList<BusinessRecord> Messages { get; init; } = [];
}

/// <summary>A contract's month with somebody to tell.</summary>
/// <param name="Delivery">The month.</param>
/// <param name="Revision">At which it was read.</param>
/// <param name="SavedAt">Last change.</param>
public sealed record PendingDelivery(StoredDelivery Delivery, long Revision, DateTimeOffset SavedAt);
