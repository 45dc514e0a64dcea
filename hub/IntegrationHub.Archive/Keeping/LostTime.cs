using System.Globalization;
using System.Text.Json;
using IntegrationHub.Evidence.Ledger;
using IntegrationHub.Exchange.History;

namespace IntegrationHub.Archive.Keeping;

/// <summary>The time whose rows a restore lost: what was stored in it lies in a place outside, and no row names it.</summary>
/// <param name="From">When the backup was made, and a little before: bytes are stored before the row that names them is committed.</param>
/// <param name="Until">When it was restored.</param>
public sealed record LostTime(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>Restores that count: more than a hub sees in its life.</summary>
    public const int Most = 1_000;

    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    public bool Covers(DateTimeOffset at) => at >= From && at <= Until;

    /// <summary>Of events <see cref="RestoredStore.Kind"/>; one that does not say when the backup was made covers everything before it.</summary>
    public static IReadOnlyList<LostTime> Of(IEnumerable<ExchangeEvent> restores) =>
        [.. restores.Select(static one => new LostTime(Saved(one.Data) is { } saved ? saved - Before : DateTimeOffset.MinValue, one.At))];

    private static DateTimeOffset? Saved(string data)
    {
        try
        {
            using var json = JsonDocument.Parse(data);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("saved", out var saved) && saved.ValueKind == JsonValueKind.String
                && DateTimeOffset.TryParse(saved.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > DateTimeOffset.MinValue + Before
                ? at
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
