using System.Text.Json;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>One exchange with everything that belongs to it, as <c>ihub exchanges show --json</c> and the HTTP API answer.</summary>
/// <param name="AcknowledgedBy">The exchange in which its acknowledgement came.</param>
/// <param name="FirstExchange">Which one it repeats.</param>
/// <param name="Archive">Bytes that were kept, digested anew.</param>
internal sealed record ExchangeReport(
    ExchangeRow Exchange, Channel? Channel, OutgoingProgress? Progress, ExchangeRow? AcknowledgedBy, Guid? FirstExchange, IReadOnlyList<ArchivedPiece> Archive, IReadOnlyList<HappenedRow> History)
{
    public static async Task<ExchangeReport> OfAsync(IExchangeReader exchanges, IArchive archive, PartyDirectory directory, ExchangeDetail detail, CancellationToken cancellationToken)
    {
        var acknowledgement = detail.AcknowledgedBy is { } by ? await exchanges.FindAsync(RetailerId.Default, by, cancellationToken) : null;
        return new ExchangeReport(
            ExchangeRow.Of(detail.Summary, directory),
            detail.Channel,
            detail.Progress,
            acknowledgement is null ? null : ExchangeRow.Of(acknowledgement.Summary, directory),
            detail.FirstExchangeId,
            await ArchivedPiece.OfAsync(archive, detail, cancellationToken),
            [.. detail.History.Select(static happened => new HappenedRow(happened.At, happened.Kind, happened.Actor, DataOf(happened.Data)))]);
    }

    /// <summary>For who may not read bids: what happened when, without anybody's words.</summary>
    public ExchangeReport WithoutWords() => this with
    {
        Exchange = Exchange.WithoutWords(), AcknowledgedBy = AcknowledgedBy?.WithoutWords(), History = [.. History.Select(static happened => happened with { Data = DataOf("{}") })],
    };

    private static JsonElement DataOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

/// <summary>An entry of the history.</summary>
internal sealed record HappenedRow(DateTimeOffset At, string Kind, string Actor, JsonElement Data);
