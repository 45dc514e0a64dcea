using System.Globalization;
using System.Runtime.CompilerServices;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Messages;

/// <summary>
/// What was told to whom by which way, and what became of it. Whoever tells keeps it beside what he notes for himself, in the same transaction: what is said here of a message is what is so. Thread-safe.
/// </summary>
public sealed class MessageBook(IBusinessRecords records)
{
    private const string Stamp = "yyyyMMddHHmmssfff";

    /// <summary>The key of a message: when it came up, and what tells it from others of that moment. The same message has the same key every time.</summary>
    /// <param name="at">When; what is finer than a millisecond does not count.</param>
    /// <param name="parts">What it is of.</param>
    public static string KeyOf(DateTimeOffset at, params string[] parts) => $"{StampOf(at)}-{NameId.Of(["message", .. parts]):N}";

    /// <summary>An instant as messages have it.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));

    /// <summary>The message as it is kept beside another change. Numbers that it was sent to before stay in it.</summary>
    public async Task<BusinessRecord> BesideAsync(StoredMessage message, CancellationToken cancellationToken)
    {
        var record = await records.FindAsync(RecordKind.Message, message.Key, 1, cancellationToken).ConfigureAwait(false);
        return record is null
            ? message.ToRecord(0)
            : (message with { Phones = [.. StoredMessage.Of(record).Phones.Union(message.Phones, StringComparer.Ordinal)] }).ToRecord(record.Revision);
    }

    /// <summary>Messages that are sent no more, as they are kept beside another change; those alone that are there.</summary>
    internal async Task<IReadOnlyList<BusinessRecord>> EndedAsync(IReadOnlyList<(string Key, MessageState State)> messages, CancellationToken cancellationToken)
    {
        var ended = new List<BusinessRecord>();
        foreach (var (key, state) in messages)
        {
            if (await records.FindAsync(RecordKind.Message, key, 1, cancellationToken).ConfigureAwait(false) is { } record)
                ended.Add((StoredMessage.Of(record) with { State = state, NotBefore = null }).ToRecord(record.Revision));
        }

        return ended;
    }

    /// <summary>Those of which this became, the oldest first, with their records.</summary>
    public async IAsyncEnumerable<(StoredMessage Message, BusinessRecord Record)> InStateAsync(MessageState state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in records.PagesAsync(new(RecordKind.Message) { State = state.ToString(), Most = 200 }, cancellationToken).ConfigureAwait(false))
        {
            foreach (var record in page)
                yield return (StoredMessage.Of(record), record);
        }
    }

    /// <summary>The newest first.</summary>
    /// <param name="state">Those alone of which this became; null for all.</param>
    /// <param name="before">Only what came up before this instant, or at it; null for the newest.</param>
    /// <param name="behind">Key of the last one that was read; null at first. Counts in the place of <paramref name="before"/>.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StoredMessage>> NewestAsync(MessageState? state, DateTimeOffset? before, string? behind, int most, CancellationToken cancellationToken)
    {
        // After every key of its millisecond.
        var from = behind ?? (before is { } at ? StampOf(at) + "." : null);
        var query = new RecordQuery(RecordKind.Message) { Newest = true, State = state?.ToString(), After = from is null ? null : (from, 1), Most = most };
        return [.. (await records.ListAsync(query, cancellationToken).ConfigureAwait(false)).Select(StoredMessage.Of)];
    }

    private static string StampOf(DateTimeOffset at) => at.UtcDateTime.ToString(Stamp, CultureInfo.InvariantCulture);
}
