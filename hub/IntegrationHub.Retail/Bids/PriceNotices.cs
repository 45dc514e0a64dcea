using System.Globalization;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Retail.Bids;

/// <summary>Prices of an area as the trading center published them: open data, kept as it came.</summary>
/// <param name="Area">EIC of the area.</param>
/// <param name="Day">First market day they are for.</param>
/// <param name="Document">mRID of the publication.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="Resolution">Length of an interval.</param>
/// <param name="Currency">Currency per MWh.</param>
/// <param name="Prices">By interval, in order.</param>
public sealed record PriceNotice(string Area, LocalDate Day, string Document, int Revision, string Resolution, string Currency, IReadOnlyList<decimal> Prices);

/// <summary>The trading center's published prices. Thread-safe.</summary>
public sealed class PriceNotices(IBusinessRecords records)
{
    private const string Published = "published";

    /// <summary>Keeps a publication; the same again changes nothing.</summary>
    /// <returns>False where somebody else kept one at the same moment: to be tried again.</returns>
    public async Task<bool> KeepAsync(PriceNotice notice, CancellationToken cancellationToken)
    {
        var key = $"{notice.Area}/{LocalDatePattern.Iso.Format(notice.Day)}";
        var known = await records.ListAsync(new(RecordKind.MarketPrices) { Key = key, Most = 10_000 }, cancellationToken).ConfigureAwait(false);
        if (known.Select(Of).Any(other => other.Document == notice.Document && other.Revision == notice.Revision))
            return true;

        var day = notice.Day.ToDateOnly();
        var version = known.Count == 0 ? 1 : known[^1].Version + 1;
        var fact = new RecordFact("market-prices.kept", new Dictionary<string, string>
        {
            ["document"] = notice.Document, ["revision"] = notice.Revision.ToString(CultureInfo.InvariantCulture), ["day"] = LocalDatePattern.Iso.Format(notice.Day),
        });
        return await records.SaveAsync(
            [new(RecordKind.MarketPrices, key, version, Published, day, day, MarketJson.WriteUtf8(notice))], [fact], "hub", cancellationToken).ConfigureAwait(false) == RecordResult.Saved;
    }

    /// <summary>The newest publication of a day for each area.</summary>
    public async Task<IReadOnlyList<PriceNotice>> OnAsync(LocalDate day, CancellationToken cancellationToken) =>
    [
        .. (await records.ListAsync(new(RecordKind.MarketPrices) { On = day.ToDateOnly(), Most = 10_000 }, cancellationToken).ConfigureAwait(false))
            .GroupBy(static record => record.Key).Select(static versions => Of(versions.MaxBy(static record => record.Version)!)),
    ];

    private static PriceNotice Of(BusinessRecord record) => record.Read<PriceNotice>("prices");
}
