using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using IntegrationHub.Exchange.Search;
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
internal sealed partial class ExchangePages(IPartyRegistry parties, IArchive archive, TimeZones zones)
{
    public const int PageSize = 50;
    private const int LongestText = 100;
    private const int MostLines = 4000;
    private const int LongestShown = 400_000;

    public IReadOnlyList<string> PartyNames => [.. parties.Current.Parties.Select(static party => party.Name).Order(StringComparer.Ordinal)];

    public IReadOnlyList<ExchangeRow> Rows(IEnumerable<ExchangeSummary> found) => [.. found.Select(summary => new ExchangeRow(summary, NameOf(summary.Party)))];

    public string NameOf(PartyId party) => parties.Current.Find(party)?.Name ?? parties.Current.Self.DisplayName;

    public ExchangeQuestion Read(IQueryCollection query)
    {
        var refused = new List<string>();
        var party = Text(query, "party");
        var known = party is null ? null : parties.Current.FindByName(party);
        if (party is not null && known is null)
            refused.Add("party");

        var state = Text(query, "state");
        if (state is not null && !States.Contains(state))
        {
            refused.Add("state");
            state = null;
        }

        var (from, to) = (Day(query, "from", 0, refused), Day(query, "to", 1, refused));
        var filter = new ExchangeFilter(
            known?.Id,
            Text(query, "direction") switch { "in" => Direction.In, "out" => Direction.Out, _ => null },
            state,
            Text(query, "mrid"),
            PageSize)
        {
            Reason = Text(query, "reason"), Type = Text(query, "type"), Series = Text(query, "series"), MeteringPoint = Text(query, "point"), From = from, To = to,
        };
        if (query["after"].ToString() is { Length: > 0 } cursor)
            filter = filter with { After = ExchangeCursor.Parse(cursor, filter) };

        string[] asked = ["party", "direction", "state", "mrid", "reason", "type", "series", "point", "from", "to"];
        return new ExchangeQuestion(filter, party, Text(query, "from"), Text(query, "to"), refused)
        {
            Query = string.Join('&', asked.Where(name => Text(query, name) is not null).Select(name => $"{name}={Uri.EscapeDataString(Text(query, name)!)}")),
        };
    }

    /// <summary>Names of states, received and sent together.</summary>
    public static IReadOnlyList<string> States { get; } =
        [.. Enum.GetNames<InboundState>().Concat(Enum.GetNames<Exchange.Sending.OutboundState>()).Distinct(StringComparer.Ordinal)];

    public Task<IReadOnlyList<ArchivedPiece>> PiecesAsync(ExchangeDetail detail, CancellationToken cancellationToken) => ArchivedPiece.OfAsync(archive, detail, cancellationToken);

    public Task<ReadOnlyMemory<byte>?> BytesAsync(ExchangeDetail detail, string what, CancellationToken cancellationToken) => ArchivedPiece.BytesAsync(archive, detail, what, cancellationToken);

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

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    private DateTimeOffset? Day(IQueryCollection query, string name, int add, List<string> refused)
    {
        if (Text(query, name) is not { } text)
            return null;

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200)
            return zones.Start(day.AddDays(add));

        refused.Add(name);
        return null;
    }

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

    /// <summary>The instant of a wall clock in the market's zone.</summary>
    public DateTimeOffset At(DateTime local) => new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local)).ToUniversalTime();
}
