using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Requests;

/// <summary>A value as it was written.</summary>
/// <param name="Text">What was written; <c>-</c> for a value that is missing.</param>
/// <param name="Line">In which line, from 1.</param>
internal sealed record EntryValue(string Text, int Line);

/// <summary>
/// Reads the values of a day out of what people have at hand: one line, a column of a spreadsheet, a column with times or numbers in front, or a file whose first row names its columns
/// (the one that is called <c>kwh</c> counts, and where there is a <c>day</c>, its rows of the day). What is no figure stays as it was written, to be told with its line. Pure.
/// </summary>
internal static partial class EntryText
{
    private const string Energy = "kwh";

    private static readonly char[] Separators = [' ', '\t', ',', ';', '\u3000', '，', '；', '、'];

    public static IReadOnlyList<EntryValue> Read(string text, LocalDate day)
    {
        var lines = text.TrimStart('\ufeff').ReplaceLineEndings("\n").Split('\n').Select(static (line, i) => (Text: line, Line: i + 1)).Where(static line => !string.IsNullOrWhiteSpace(line.Text)).ToList();
        if (lines.Count == 0)
            return [];

        var head = ColumnsOf(lines[0].Text);
        if (head.FindIndex(static field => field.Equals(Energy, StringComparison.OrdinalIgnoreCase)) is >= 0 and var column)
        {
            var days = head.FindIndex(static field => field.Equals("day", StringComparison.OrdinalIgnoreCase));
            return [.. lines.Skip(1).Select(static line => (Fields: ColumnsOf(line.Text), line.Line)).Where(row => days < 0 || row.Fields.ElementAtOrDefault(days) == LocalDatePattern.Iso.Format(day))
                .Select(row => new EntryValue(row.Fields.ElementAtOrDefault(column) is { Length: > 0 } value ? value : "-", row.Line))];
        }

        var rows = lines.ConvertAll(static line => (Fields: line.Text.Split(Separators, StringSplitOptions.RemoveEmptyEntries), line.Line));

        // A row of words alone is the head of a column.
        if (rows.Count > 1 && rows[0].Fields.All(static field => field.Length > 1 && field.All(static letter => char.IsLetter(letter) || "()（）/_".Contains(letter, StringComparison.Ordinal))))
            rows.RemoveAt(0);

        // 1, 2, 3 and so on in front of one value each is the number of the interval.
        var isNumbered = rows.Count > 1 && rows.Select(static (row, i) => row.Fields.Length == 2 && row.Fields[0] == $"{i + 1}").All(static fits => fits);
        return [.. rows.SelectMany(row => row.Fields.Skip(isNumbered ? 1 : 0).SkipWhile(static field => Time().IsMatch(field)).Select(field => new EntryValue(field, row.Line)))];
    }

    /// <summary>Of a file: an empty field counts.</summary>
    private static List<string> ColumnsOf(string line) => [.. line.Split([',', ';', '\t']).Select(static field => field.Trim().Trim('"'))];

    /// <summary>A day, a time, or a span of times.</summary>
    [GeneratedRegex("^([0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?|[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?([-–—~～至][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?|[–—~～至])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Time();
}
