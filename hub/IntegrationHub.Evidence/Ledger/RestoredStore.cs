using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>An entry by which a ledger says itself that its store was set back: a backup was restored, and what came after it is lost.</summary>
/// <param name="Position">Of this entry.</param>
/// <param name="Size">Entries that the backup had.</param>
/// <param name="Known">Entries that checkpoints outside were known to be signed for; equal to <paramref name="Size"/> when none knew more.</param>
/// <param name="Saved">When the backup was made, as the entry says.</param>
public sealed record RestoredStore(long Position, long Size, long Known, string Saved)
{
    /// <summary>The event's kind. Its data: <c>saved</c>, <c>size</c>, and <c>known</c> and <c>lost</c> where something is known to be lost, and <c>reason</c> where a person wrote it; all texts.</summary>
    public const string Kind = "store.restored";

    /// <summary>As the kind stands in a record.</summary>
    private static ReadOnlySpan<byte> Field => "14:store.restored,"u8;

    /// <summary>True for a checkpoint's size that the lost time explains.</summary>
    public bool Explains(long size) => size > Size && size <= Known;

    /// <summary>Reads an entry's record; null for any other.</summary>
    public static RestoredStore? TryRead(long position, ReadOnlySpan<byte> record)
    {
        // Nearly no record is one: most are not even parsed.
        return record.IndexOf(Field) < 0 || LedgerEvent.FromRecord(record) is not { Kind: Kind } read ? null : Of(position, read.Data);
    }

    /// <summary>Reads an event's data; null for what is none of a restore.</summary>
    public static RestoredStore? Of(long position, string json)
    {
        try
        {
            using var data = JsonDocument.Parse(json);
            return Number(data, "size") is { } size ? new RestoredStore(position, size, Math.Max(Number(data, "known") ?? size, size), Text(data, "saved") ?? "") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonDocument data, string name) =>
        data.RootElement.ValueKind == JsonValueKind.Object && data.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonDocument data, string name) =>
        long.TryParse(Text(data, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
