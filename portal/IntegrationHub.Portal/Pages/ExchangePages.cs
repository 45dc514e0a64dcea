using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Portal.Data;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages;

/// <summary>One exchange with the name of its party.</summary>
public sealed record ExchangeRow(ExchangeSummary Summary, string Party);

/// <summary>A question as the form asks it; what could not be read is left out and named.</summary>
public sealed record ExchangeQuestion(ExchangeFilter Filter, string? Party, string? From, string? To, IReadOnlyList<string> Refused)
{
    /// <summary>The question as a query, for links to further pages and for the ledger.</summary>
    public required string Query { get; init; }
}

/// <summary>One line of a document with what was found wrong in it.</summary>
public sealed record DocumentLine(int Number, string Text, IReadOnlyList<Rejection> Errors);

/// <summary>Reads what the pages about exchanges show. Thread-safe.</summary>
internal sealed partial class ExchangePages(IPartyRegistry parties, IArchive archive, IReadableDocuments documents, TimeZones zones)
{
    public const int PageSize = 50;
    private const int LongestText = 100;
    private const int MostLines = 4000;
    private const int LongestShown = 400_000;

    public IReadOnlyList<string> PartyNames => [.. parties.Current.Parties.Select(static party => party.Name).Order(StringComparer.Ordinal)];

    public IReadOnlyList<ExchangeRow> Rows(IEnumerable<ExchangeSummary> found) => [.. found.Select(summary => new ExchangeRow(summary, NameOf(summary.Party)))];

    public string NameOf(PartyId party) => parties.Current.Find(party)?.Name ?? parties.Current.Self.DisplayName;

    /// <summary>The name of the party with a code; null where there is none.</summary>
    public string? NameOf(string code) => parties.Current switch
    {
        { Self: { } self } when self.Code.Value == code => self.DisplayName,
        var directory => directory.Parties.FirstOrDefault(party => party.Code.Value == code)?.DisplayName,
    };

    public ExchangeQuestion Read(IQueryCollection query)
    {
        string[] asked = ["party", "direction", "state", "mrid", "reason", "type", "series", "point", "from", "to"];
        var typed = asked.ToDictionary(static name => name, name => query[name].ToString().Trim() is { Length: > 0 } text ? text : null, StringComparer.Ordinal);
        var (filter, refused) = new ExchangeSearchText
        {
            Party = typed["party"], Direction = typed["direction"], State = typed["state"], MRid = typed["mrid"], Reason = typed["reason"], Type = typed["type"], Series = typed["series"], Point = typed["point"],
            From = typed["from"], To = typed["to"],
        }.Read(parties.Current, PageSize, (text, isFrom) => Day(text, isFrom ? 0 : 1));
        if (query["after"].ToString() is { Length: > 0 } cursor)
            filter = filter with { After = ExchangeCursor.Parse(cursor, filter) };

        // What is too long to be looked for is not carried on.
        return new ExchangeQuestion(filter, Short(typed["party"]), Short(typed["from"]), Short(typed["to"]), [.. refused.Select(static one => one.Where)])
        {
            Query = string.Join('&', asked.Where(name => Short(typed[name]) is not null).Select(name => $"{name}={Uri.EscapeDataString(typed[name]!)}")),
        };
    }

    /// <summary>Names of states, received and sent together.</summary>
    public static IReadOnlyList<string> States { get; } =
        [.. Enum.GetNames<InboundState>().Concat(Enum.GetNames<Exchange.Sending.OutboundState>()).Distinct(StringComparer.Ordinal)];

    public Task<IReadOnlyList<ArchivedPiece>> PiecesAsync(ExchangeDetail detail, CancellationToken cancellationToken) => ArchivedPiece.OfAsync(archive, detail, cancellationToken);

    /// <summary>A piece of what the archive keeps, and the document of a message without its envelope.</summary>
    public Task<ReadOnlyMemory<byte>?> BytesAsync(ExchangeDetail detail, string what, CancellationToken cancellationToken) =>
        what == ArchivedPiece.Document ? documents.TextAsync(detail, cancellationToken) : ArchivedPiece.BytesAsync(archive, detail, what, cancellationToken);

    /// <summary>The piece whose lines the errors count: the document alone, and the message where no document comes out of it; null where none names a line.</summary>
    public async Task<string?> CountedInAsync(ExchangeDetail detail, CancellationToken cancellationToken)
    {
        if (!detail.Summary.Rejections.Any(static error => LineOf(error.Where) > 0))
            return null;

        try
        {
            return await documents.TextAsync(detail, cancellationToken) is null ? ArchivedPiece.Received : ArchivedPiece.Document;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The beginning of a text, by lines, with each error at its line.</summary>
    public static (IReadOnlyList<DocumentLine> Lines, bool Cut) Lines(ReadOnlyMemory<byte> bytes, IReadOnlyList<Rejection> errors)
    {
        var cut = bytes.Length > LongestShown;
        var text = System.Text.Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, LongestShown)]).ReplaceLineEndings("\n");
        var byLine = errors.Select(error => (Line: LineOf(error.Where), Error: error)).Where(static item => item.Line > 0).ToLookup(static item => item.Line, static item => item.Error);
        var lines = text.Split('\n');
        return ([.. lines.Take(MostLines).Select((line, index) => new DocumentLine(index + 1, line, [.. byLine[index + 1]]))], cut || lines.Length > MostLines);
    }

    /// <summary>The line that a place names; 0 when it names none.</summary>
    public static int LineOf(string where) =>
        LineNumber().Match(where) is { Success: true } match && int.TryParse(match.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var line) ? line : 0;

    private static string? Short(string? text) => text is { Length: <= LongestText } ? text : null;

    /// <summary>A day of the market: its beginning, or that of a later one.</summary>
    private DateTimeOffset? Day(string text, int add) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? zones.Start(day.AddDays(add)) : null;

    [GeneratedRegex(@"\bline (?<line>[0-9]{1,9})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineNumber();
}

/// <summary>Days of the market as instants.</summary>
internal sealed class TimeZones(Hosting.PortalSettings settings)
{
    public DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return At(midnight);
    }

    public TimeZoneInfo Zone => settings.TimeZone;

    /// <summary>The instant of a wall clock in the market's zone.</summary>
    public DateTimeOffset At(DateTime local) => MarketInstant.At(local, Zone);

    /// <summary>What the wall clock in the market's zone says at an instant.</summary>
    public DateTime WallClock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}
