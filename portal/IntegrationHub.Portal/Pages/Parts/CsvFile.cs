using System.Globalization;
using System.Text;
using IntegrationHub.Market.Settlement;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>Lists as files for spreadsheets. A cell that a spreadsheet would take for a formula gets a quote before it.</summary>
internal static class CsvFile
{
    private const string Type = "text/csv; charset=utf-8";

    /// <summary>The file as an answer to a request.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="columns">Names of the columns, which are those of the data and in no language.</param>
    /// <param name="rows">Cells; numbers, days and instants in their invariant form.</param>
    public static IResult Answer(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) => Answer(name, Write(columns, rows));

    /// <summary>The same of a text that is such a file already.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="text">With the line of columns.</param>
    public static IResult Answer(string name, string text) =>
        Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text)).ToArray(), Type, name + ".csv");

    /// <summary>The same of rows that come one after the other: written as they come, so that a long file is in no memory.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Cells.</param>
    public static IResult Answer(string name, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows) =>
        Results.Stream(output => WriteAsync(output, columns, rows, CancellationToken.None), Type, name + ".csv");

    /// <summary>The file into a stream, UTF-8 with a mark; the stream stays open.</summary>
    public static async Task WriteAsync(Stream target, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(Write(columns, []));
        await foreach (var row in rows.WithCancellation(cancellationToken))
            await text.WriteAsync(Line(row));
    }

    /// <summary>Lines that end with CR LF (RFC 4180).</summary>
    public static string Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows)
            text.Append(Line(row));

        return text.ToString();
    }

    /// <summary>An instant in UTC, to the millisecond.</summary>
    public static string InstantOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Line(IReadOnlyList<object?> row) => string.Join(',', row.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        // Figures are no formulas, whatever their sign.
        decimal or int or long => SheetText.Escape(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        IFormattable other => SheetText.CellOf(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => SheetText.CellOf(value.ToString() ?? ""),
    };
}
