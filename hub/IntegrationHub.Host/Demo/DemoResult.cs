using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Exchange.Search;

namespace IntegrationHub.Host.Demo;

/// <summary>One exchange of the demo as the table and the JSON show it.</summary>
internal sealed record DemoRow(
    Guid? Id,
    string Direction,
    string Party,
    string Document,
    string Name,
    long Size,
    string State,
    string? Schema,
    IReadOnlyList<string> Reasons,
    string? Expected,
    bool AsExpected,
    DateTimeOffset? At,
    double Milliseconds)
{
    /// <summary>For a document that was brought along: its path below the folder.</summary>
    public string? File { get; init; }
}

/// <summary>What the schemas said of the documents that were brought along.</summary>
/// <param name="Unknown">Of no loaded profile.</param>
internal sealed record DocumentCounts(int Documents, int Valid, int Invalid, int Unreadable, int Unknown)
{
    public static DocumentCounts Of(IReadOnlyCollection<DemoRow> rows)
    {
        return new DocumentCounts(rows.Count, With("valid"), With("invalid"), With("unreadable"), With("unknown"));

        int With(string schema) => rows.Count(row => row.Schema == schema);
    }
}

/// <summary>How the demo ended.</summary>
/// <param name="Exchanges">Everything that was exchanged, oldest first; expectations that nothing met stand at the end.</param>
/// <param name="Ok">True when every exchange ended as expected.</param>
internal sealed record DemoResult(IReadOnlyList<DemoRow> Exchanges, bool Ok)
{
    /// <summary>Counted apart, <c>null</c> when none were brought along.</summary>
    public DocumentCounts? Brought { get; init; }

    /// <summary>Holds what happened against what was expected.</summary>
    public static DemoResult Judge(
        IReadOnlyList<ExchangeSummary> exchanges, IReadOnlyList<DemoExpectation> expected, IReadOnlyList<DemoFile> files, PartyDirectory parties)
    {
        var open = expected.ToList();
        var rows = new List<DemoRow>();
        foreach (var exchange in exchanges.OrderBy(exchange => exchange.At).ThenBy(exchange => exchange.Id))
        {
            var wanted = open.Find(candidate => candidate.Concerns(exchange));
            if (wanted is not null)
            {
                open.Remove(wanted);
            }

            var twice = wanted is null && CameBothWays(exchange, expected);
            var name = wanted?.What ?? (twice ? "came the other way as well" : IsReceipt(exchange) ? "receipt of an acknowledgement" : "acknowledgement");
            rows.Add(Row(exchange, name, wanted?.Text ?? "in order", wanted?.IsMetBy(exchange) ?? (twice || IsInOrder(exchange)), parties));
        }

        rows.AddRange(open.Select(missing => new DemoRow(
            null, Name(missing.Direction), "", missing.MRid ?? "", missing.What, 0, "missing", null, [], missing.Text, AsExpected: false, null, 0)));
        var brought = files.Select(file => OfFile(file, parties)).ToList();
        rows.AddRange(brought);
        return new DemoResult(rows, rows.TrueForAll(row => row.AsExpected)) { Brought = brought.Count == 0 ? null : DocumentCounts.Of(brought) };
    }

    /// <summary>How a partner sees what was answered.</summary>
    public static string Describe(PartnerAnswer answer) => answer switch
    {
        PartnerAnswer.Response => "answered with a signed acknowledgement",
        PartnerAnswer.Fault fault => $"fault {fault.Code}",
        PartnerAnswer.NotDelivered failed => failed.Text,
        PartnerAnswer.AnswerLost lost => lost.Text,
        _ => "",
    };

    /// <summary>What the center pushes also stands in its list: a poll at the same moment fetches it too, and the hub recognises it.</summary>
    private static bool CameBothWays(ExchangeSummary exchange, IReadOnlyList<DemoExpectation> expected) =>
        exchange is { Direction: Direction.In, State: "Repeated" }
        && expected.Any(wanted => wanted.Direction == Direction.In && wanted.State == "Accepted" && wanted.MRid == exchange.MRid);

    /// <summary>What follows by itself from the documents: their acknowledgements, and the signed receipts of ours.</summary>
    private static bool IsInOrder(ExchangeSummary exchange) =>
        IsReceipt(exchange) || (exchange.RootElement == "Acknowledgement_MarketDocument" && exchange.State is "Accepted" or "Delivered" or "Repeated");

    /// <summary>A signed answer without a document: acknowledgements are never acknowledged, only received.</summary>
    private static bool IsReceipt(ExchangeSummary exchange) =>
        exchange is { Direction: Direction.In, RootElement: null, MRid: null, State: "Accepted" };

    private static DemoRow Row(ExchangeSummary exchange, string name, string? expected, bool asExpected, PartyDirectory parties) => new(
        exchange.Id,
        Name(exchange.Direction),
        parties.Find(exchange.Party)?.Name ?? "",
        exchange.MRid is null ? exchange.Profile ?? exchange.RootElement ?? "" : $"{exchange.Profile ?? exchange.RootElement} {exchange.MRid}/{exchange.Revision}",
        name,
        exchange.Size,
        exchange.State,
        exchange.Direction == Direction.Out ? "valid" : exchange.Schema, // What is not valid is not queued.
        [.. exchange.Rejections.Select(reason => reason.MarketReason ?? reason.Code).Distinct(StringComparer.Ordinal)],
        expected,
        asExpected,
        exchange.At,
        Math.Round((exchange.UpdatedAt - exchange.At).TotalMilliseconds, 1));

    /// <summary>Of a document that was brought along only an answer is expected.</summary>
    private static DemoRow OfFile(DemoFile file, PartyDirectory parties) => file.Exchange is { } exchange
        ? Row(exchange, file.File, "answered", asExpected: true, parties) with { File = file.File }
        : new DemoRow(null, "in", "", file.Problem, file.File, 0, "not answered", null, [], "answered", AsExpected: false, null, 0) { File = file.File };

    private static string Name(Direction direction) => direction == Direction.In ? "in" : "out";
}
