using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Portal.Pages.Parts;

/// <summary>Lists as files for spreadsheets. A cell that a spreadsheet would take for a formula gets a quote before it.</summary>
internal static class CsvFile
{
    private static readonly char[] Quoted = [',', '"', '\r', '\n'];

    /// <summary>The file as an answer to a request.</summary>
    /// <param name="name">Name without ending.</param>
    /// <param name="columns">Names of the columns, which are those of the data and in no language.</param>
    /// <param name="rows">Cells; numbers, days and instants in their invariant form.</param>
    public static IResult Answer(string name, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Write(columns, rows))).ToArray(), "text/csv; charset=utf-8", name + ".csv");

    /// <summary>Lines that end with CR LF (RFC 4180).</summary>
    public static string Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");

        return text.ToString();
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            // Figures are no formulas, whatever their sign.
            decimal or int or long => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
            IFormattable other => Harmless(other.ToString(null, CultureInfo.InvariantCulture)),
            _ => Harmless(value.ToString() ?? ""),
        };
        return text.IndexOfAny(Quoted) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text;
}
