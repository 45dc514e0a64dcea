using System.Globalization;
using System.Text;
using IntegrationHub.Market.Settlement;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>Lists as files for spreadsheets. A cell that a spreadsheet would take for a formula gets a quote before it.</summary>
internal static class CsvFile
{
    /// <summary>The file as an answer to a request.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="columns">Names of the columns, which are those of the data and in no language.</param>
    /// <param name="rows">Cells; numbers, days and instants in their invariant form.</param>
    public static IResult Answer(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(columns, rows))).ToArray(), "text/csv; charset=utf-8", name + ".csv");

    /// <summary>The same of rows that come one after the other: written as they come, so that a long file is in no memory.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Cells.</param>
    public static IResult Answer(string name, IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows) => Results.Stream(
        async output =>
        {
            await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await text.WriteAsync(Write(columns, []));
            await foreach (var row in rows)
                await text.WriteAsync(Line(row));
        },
        "text/csv; charset=utf-8", name + ".csv");

    /// <summary>Lines that end with CR LF (RFC 4180).</summary>
    public static string Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows)
            text.Append(Line(row));

        return text.ToString();
    }

    public static string Line(IReadOnlyList<object?> row) => string.Join(',', row.Select(Cell)) + "\r\n";

    private static string Cell(object? value) => value switch
    {
        null => "",
        // Figures are no formulas, whatever their sign.
        decimal or int or long => SheetText.Escape(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        IFormattable other => SheetText.CellOf(other.ToString(null, CultureInfo.InvariantCulture)),
        _ => SheetText.CellOf(value.ToString() ?? ""),
    };
}
