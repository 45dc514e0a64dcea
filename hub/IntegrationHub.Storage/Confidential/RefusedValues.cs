using System.Globalization;
using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.History;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Storage.Confidential;

/// <summary>Values that the work on keys met and did not seal anew, because they do not open or lie open where nothing may. They stay as they are.</summary>
/// <param name="At">When.</param>
/// <param name="Column">Where.</param>
/// <param name="Count">How many.</param>
public sealed record RefusedValues(DateTimeOffset At, string Column, int Count)
{
    /// <summary>Kind of the events that tell of them.</summary>
    public const string Kind = "keys.value-refused";

    internal const string ColumnFact = "column", CountFact = "count";

    private const int MostEvents = 1000;

    /// <summary>The newest of them, from the history.</summary>
    public static async Task<IReadOnlyList<RefusedValues>> ReadAsync(IExchangeReader exchanges, RetailerId retailer, CancellationToken cancellationToken) =>
        [.. (await exchanges.RecentEventsAsync(retailer, Kind, MostEvents, cancellationToken)).Select(Of)];

    private static RefusedValues Of(ExchangeEvent happened)
    {
        using var facts = JsonDocument.Parse(happened.Data);
        return new(
            happened.At,
            facts.RootElement.GetProperty(ColumnFact).GetString()!,
            int.Parse(facts.RootElement.GetProperty(CountFact).GetString()!, CultureInfo.InvariantCulture));
    }
}
