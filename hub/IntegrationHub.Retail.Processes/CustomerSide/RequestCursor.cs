using System.Globalization;
using System.Text;
using IntegrationHub.Retail.Records;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Retail.Processes.CustomerSide;

/// <summary>A request that waits until the company has entered the figure by which it is judged.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Day">The day that the figure is wanted for.</param>
internal readonly record struct WaitingRequest(long Number, LocalDate Day);

/// <summary>How far the requests of customers are handled: the number of the last one, and which before it wait.</summary>
/// <param name="Number">0 before the first.</param>
/// <param name="Revision">Of the record; 0 before the first.</param>
internal sealed record RequestCursor(long Number, long Revision)
{
    /// <summary>Beside the requests, whose keys are ids.</summary>
    public const string Key = "handled-to";

    /// <summary>So many wait at most; the record is written whole with every request.</summary>
    public const int MostWaiting = 5000;

    /// <summary>In the order in which they crossed.</summary>
    public IReadOnlyList<WaitingRequest> Waiting { get; init; } = [];

    /// <summary>Another one may wait, or the request of this number does already.</summary>
    public bool HasRoomFor(long number) => Waiting.Count < MostWaiting || Waiting.Any(one => one.Number == number);

    public static async Task<RequestCursor> ReadAsync(IBusinessRecords records, CancellationToken cancellationToken) =>
        await records.FindAsync(RecordKind.Request, Key, 1, cancellationToken).ConfigureAwait(false) is { } record ? Of(Encoding.UTF8.GetString(record.Body.Span), record.Revision) : new(0, 0);

    /// <summary>With a request that is handled.</summary>
    public RequestCursor Past(long number) => this with { Number = Math.Max(Number, number), Waiting = [.. Waiting.Where(one => one.Number != number)] };

    /// <summary>With a request that waits for the figure of a day.</summary>
    public RequestCursor PastWaiting(long number, LocalDate day)
    {
        var past = Past(number);
        return past with { Waiting = [.. past.Waiting.Append(new(number, day)).OrderBy(static one => one.Number)] };
    }

    /// <summary>As the next revision of its record is known by.</summary>
    public RequestCursor Saved() => this with { Revision = Revision + 1 };

    /// <summary>The number; behind it each that waits, as <c>number/day</c>. Without one that waits it is the number alone.</summary>
    public BusinessRecord ToRecord() => new(
        RecordKind.Request, Key, 1, "cursor", null, null,
        Encoding.UTF8.GetBytes(string.Join(' ', Waiting.Select(static one => string.Create(CultureInfo.InvariantCulture, $"{one.Number}/{LocalDatePattern.Iso.Format(one.Day)}")).Prepend(Number.ToString(CultureInfo.InvariantCulture)))),
        Revision);

    private static RequestCursor Of(string text, long revision)
    {
        var parts = text.Split(' ');
        return new(long.Parse(parts[0], CultureInfo.InvariantCulture), revision) { Waiting = [.. parts.Skip(1).Select(WaitingOf)] };
    }

    private static WaitingRequest WaitingOf(string part)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        return new(long.Parse(part.AsSpan(0, slash), CultureInfo.InvariantCulture), LocalDatePattern.Iso.Parse(part[(slash + 1)..]).Value);
    }
}
