using IntegrationHub.Lanes.Notifications;
using IntegrationHub.Retail.Bids;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Bids;

/// <summary>Keeps the prices that the trading center publishes (<c>Publication_MarketDocument</c>, price documents A44): open data.</summary>
public sealed class PriceReception(PriceNotices notices, DateTimeZone zone) : IDocumentHandler
{
    private const string PriceDocument = "A44";

    public bool Wants(string rootElement) => rootElement == "Publication_MarketDocument";

    public async Task HandleAsync(ReceivedDocument received, CancellationToken cancellationToken)
    {
        var document = received.Document;
        if (document.Type != PriceDocument)
            return;

        foreach (var series in document.Series)
        {
            if (series is not { InDomain: { } area, Currency: { } currency, Periods: [{ Prices.IsEmpty: false } first, ..] })
                continue;

            var day = Instant.FromDateTimeOffset(first.Interval.Start).InZone(zone).Date;
            var prices = series.Periods.SelectMany(static period => period.Prices.ToArray());
            if (!await notices.KeepAsync(new(area.Value, day, document.MRid, document.Revision, first.Resolution, currency, [.. prices]), cancellationToken).ConfigureAwait(false))
                throw new InvalidOperationException($"Another publication of {area.Value} was kept at the same moment as {document.MRid}.");
        }
    }
}
