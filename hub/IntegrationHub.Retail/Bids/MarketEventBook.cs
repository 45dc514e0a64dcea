using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using IntegrationHub.Market;
using IntegrationHub.Market.Bidding;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;

namespace IntegrationHub.Retail.Bids;

/// <summary>Market events as the trading center announced them. An announcement that says something else is the event's next version. Thread-safe.</summary>
public sealed class MarketEventBook(IBusinessRecords records)
{
    /// <summary>Characters of one announcement.</summary>
    public const int LongestText = 20_000;

    private const string Open = "open";

    private const string Missed = "missed";

    /// <summary>Keeps an announcement, or says everything that is wrong with it. The same again changes nothing.</summary>
    public async Task<Checked<MarketEvent>> ImportAsync(string json, string actor, CancellationToken cancellationToken)
    {
        if (json.Length > LongestText)
            return new Problem(ProblemCodes.FileTooLarge, $"The text has {json.Length} characters.", "market event", $"Use at most {LongestText}.").Bad<MarketEvent>();

        var read = MarketJson.Read<MarketEvent>(json, "market event", RetailProblems.NotThere("market event", "Enter one."));
        if (read.Value is not { } market)
            return read;

        var problems = MarketEventRules.Check(market);
        if (problems.Count > 0)
            return Checked.Bad<MarketEvent>(problems);

        var text = MarketJson.Write(market);
        var newest = await records.FindAsync(RecordKind.MarketEvent, market.Code, null, cancellationToken).ConfigureAwait(false);
        if (newest is not null && Encoding.UTF8.GetString(newest.Body.Span) == text)
            return read;

        var version = (newest?.Version ?? 0) + 1;
        var fact = new RecordFact("market-event.read", Facts(market.Code, version));
        var record = new BusinessRecord(RecordKind.MarketEvent, market.Code, version, Open, market.From.ToDateOnly(), market.To.ToDateOnly(), Encoding.UTF8.GetBytes(text));
        return await records.SaveAsync([record], [fact], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved ? read : RetailProblems.SomebodyElse.Bad<MarketEvent>();
    }

    /// <summary>The newest announcement; null where there is none.</summary>
    public async Task<MarketEvent?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await FindEntryAsync(code, cancellationToken).ConfigureAwait(false))?.Event;

    /// <summary>The same with whether its gate was missed.</summary>
    public async Task<(MarketEvent Event, bool Missed)?> FindEntryAsync(string code, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.MarketEvent, code, null, cancellationToken).ConfigureAwait(false) is { } record ? EntryOf(record) : null;

    /// <summary>The newest announcement of every event, the one whose gate closes first at the head.</summary>
    public async Task<IReadOnlyList<(MarketEvent Event, bool Missed)>> ListAsync(CancellationToken cancellationToken) =>
        Newest(await records.ListAsync(new(RecordKind.MarketEvent) { Most = 10_000 }, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// The newest announcements of what is delivered within some days, the one whose gate closes first at the head; read for those days alone, however many there were before. An event whose newest announcement is about other days is none.
    /// </summary>
    /// <param name="first">Of the days.</param>
    /// <param name="last">Of the days.</param>
    /// <param name="wanted">Which, by the event and whether it was missed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<(MarketEvent Event, bool Missed)> WithinAsync(DateOnly first, DateOnly last, Func<MarketEvent, bool, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await records.ReadAllAsync(new(RecordKind.MarketEvent) { Within = (first, last) }, static record => record, cancellationToken).ConfigureAwait(false);
        foreach (var (market, missed) in Newest(found).Where(entry => wanted(entry.Event, entry.Missed)))
        {
            // Days are those of the record: a later announcement may have moved the event out of them.
            if (await FindAsync(market.Code, cancellationToken).ConfigureAwait(false) is { } newest && newest.From.ToDateOnly() <= last && newest.To.ToDateOnly() >= first)
                yield return (market, missed);
        }
    }

    /// <summary>Notes that no bid of ours was in it. Once it is noted, doing so again changes nothing.</summary>
    public async Task<bool> MissAsync(string code, string actor, CancellationToken cancellationToken)
    {
        var record = await records.FindAsync(RecordKind.MarketEvent, code, null, cancellationToken).ConfigureAwait(false);
        if (record is null || record.State == Missed)
            return record is not null;

        return await records.SaveAsync([record with { State = Missed }], [new("market-event.missed", Facts(code, record.Version))], actor, cancellationToken).ConfigureAwait(false) == RecordResult.Saved
            || await MissAsync(code, actor, cancellationToken).ConfigureAwait(false);
    }

    private static Dictionary<string, string> Facts(string code, int version) => new() { ["event"] = code, ["version"] = version.ToString(CultureInfo.InvariantCulture) };

    private static IReadOnlyList<(MarketEvent Event, bool Missed)> Newest(IEnumerable<BusinessRecord> found) =>
    [
        .. found.GroupBy(static record => record.Key).Select(static versions => versions.MaxBy(static record => record.Version)!)
            .Select(EntryOf).OrderBy(static entry => entry.Event.GateClosure).ThenBy(static entry => entry.Event.Code, StringComparer.Ordinal),
    ];

    private static (MarketEvent Event, bool Missed) EntryOf(BusinessRecord record) => (record.Read<MarketEvent>("market event"), record.State == Missed);
}
