using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>When reminders may be sent.</summary>
/// <param name="Zone">The market's.</param>
/// <param name="Quiet">Hours of its day in which none is.</param>
/// <param name="MostPerDay">To one number on one of its days.</param>
public sealed record ReminderHours(DateTimeZone Zone, QuietHours Quiet, int MostPerDay)
{
    /// <summary>Which messages are counted together: those to customers are not counted with those to people of the company, though somebody may be both.</summary>
    public string Counted { get; init; } = "messages";
}

/// <summary>
/// Keeps reminders out of the night, and to so many a day for each number. The count of a number is kept in the transaction that notes that a message is handed over: after a crash none is missing. Thread-safe.
/// </summary>
public sealed class ReminderLimits(IBusinessRecords records, ReminderHours hours, TimeProvider time)
{
    private const string Counting = "counting";

    /// <summary>The morning until which a reminder waits; null where it may be sent now.</summary>
    internal DateTimeOffset? QuietUntil()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        return hours.Quiet.EarliestFrom(now, hours.Zone) is var earliest && earliest > now ? earliest.ToDateTimeOffset() : null;
    }

    /// <summary>The morning until which waits what is more than a number gets today.</summary>
    internal DateTimeOffset Tomorrow() => hours.Quiet.EarliestAfterToday(Instant.FromDateTimeOffset(time.GetUtcNow()), hours.Zone).ToDateTimeOffset();

    /// <summary>The market's day.</summary>
    internal LocalDate Today => Instant.FromDateTimeOffset(time.GetUtcNow()).InZone(hours.Zone).Date;

    /// <summary>Tells a number from others, and nobody which it is.</summary>
    internal string MarkOf(string phone) => records.BlindKey($"{hours.Counted} {phone}");

    /// <summary>The count of a number with one message more, to be kept with the note that it is sent; null where the number had its messages of the day.</summary>
    /// <param name="phone">The number.</param>
    /// <param name="isDue">True for what has to be told: it counts, and is not held back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async Task<BusinessRecord?> OneMoreAsync(string phone, bool isDue, CancellationToken cancellationToken)
    {
        var key = MarkOf(phone);
        var record = await records.FindAsync(RecordKind.CustomerNotice, key, 1, cancellationToken).ConfigureAwait(false);
        var known = record?.Read<MessageCount>("count");
        var before = known is not null && known.Day == Today ? known.Messages : 0;
        return before < hours.MostPerDay || isDue
            ? new(RecordKind.CustomerNotice, key, 1, Counting, null, null, MarketJson.WriteUtf8(new MessageCount(Today, before + 1)), record?.Revision ?? 0)
            : null;
    }

    /// <summary>The count without the message, which was not taken; <paramref name="counted"/> as it was kept.</summary>
    internal static BusinessRecord OneLess(BusinessRecord counted)
    {
        var count = counted.Read<MessageCount>("count");
        return counted with { Body = MarketJson.WriteUtf8(count with { Messages = count.Messages - 1 }), Revision = counted.Revision + 1 };
    }

    /// <summary>Messages to a number on a day.</summary>
    internal sealed record MessageCount(LocalDate Day, int Messages);
}
