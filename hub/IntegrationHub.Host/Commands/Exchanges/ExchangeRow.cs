using System.Text.Json.Serialization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Commands.Exchanges;

/// <summary>One exchange with the name of its party, as tables and JSON show it.</summary>
/// <param name="Party">Name of the party; its id where it is not registered any more.</param>
/// <param name="State">Hyphened, e.g. <c>partly-accepted</c>.</param>
/// <param name="Schema">Schema result of a received document, where the check was reached.</param>
internal sealed record ExchangeRow(
    Guid Id,
    Direction Direction,
    string Party,
    string? Profile,
    string? RootElement,
    string? MRid,
    int? Revision,
    string? Type,
    string State,
    string? Schema,
    long Size,
    DateTimeOffset At,
    DateTimeOffset UpdatedAt,
    IReadOnlyList<Rejection> Reasons)
{
    /// <summary>Start of the document's own period.</summary>
    public DateTimeOffset? PeriodStart { get; init; }

    /// <summary>True when the document has more series than search finds it by.</summary>
    public bool SeriesCut { get; init; }

    /// <summary>For who may not read bids: codes alone, without a partner's words, which may quote a price.</summary>
    public ExchangeRow WithoutWords() => this with { Reasons = [.. Reasons.Select(static reason => reason with { Text = "", Where = "", Remedy = "" })] };

    /// <summary>In a list: the place behind this row, for <c>--after</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Cursor { get; init; }

    public static ExchangeRow Of(ExchangeSummary summary, PartyDirectory directory) => new(
        summary.Id,
        summary.Direction,
        directory.Find(summary.Party)?.Name ?? summary.Party.ToString(),
        summary.Profile,
        summary.RootElement,
        summary.MRid,
        summary.Revision,
        summary.Type,
        Words.Hyphened(summary.State),
        summary.Schema,
        summary.Size,
        summary.At,
        summary.UpdatedAt,
        summary.Rejections)
    {
        PeriodStart = summary.PeriodStart,
        SeriesCut = summary.SeriesCut,
    };
}
