using System.Globalization;
using CsvHelper;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Customers;

/// <summary>
/// Reads days on which accounts take less from CSV: <c>accountNumber, voltageLevel, from, to, kind, share</c> and, where it is wanted, <c>note</c>. Every bad value is reported by line and column;
/// nothing is read unless everything is good.
/// </summary>
public static class LoadCalendarCsv
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 50_000;

    /// <summary>Days of one entry.</summary>
    public const int MostDays = 366;

    private const int MostProblems = 1000;

    private const int LongestNote = 200;

    private static readonly string[] Columns = ["accountNumber", "voltageLevel", "from", "to", "kind", "share"];

    public static Checked<IReadOnlyList<ReducedLoad>> Read(string text)
    {
        var problems = new CustomerProblems(MostProblems);
        using var reader = CsvColumns.Open(text, problems, Columns);
        if (reader is null)
            return Checked.Bad<IReadOnlyList<ReducedLoad>>(problems.ToList());

        var entries = new List<(long Line, ReducedLoad Entry)>();
        while (reader.Read())
        {
            if (entries.Count == MostRows)
                return Checked.Bad<IReadOnlyList<ReducedLoad>>(new Problem(ProblemCodes.FileTooLarge, $"The file has more than {MostRows} rows.", "", "Split it."));

            if (ReadRow(reader, problems) is { } entry)
                entries.Add((reader.LineNumber, entry));
        }

        foreach (var same in entries.GroupBy(static one => (one.Entry.Account, one.Entry.Kind)))
        {
            var sorted = same.OrderBy(static one => one.Entry.From).ToList();
            for (var i = 1; i < sorted.Count; i++)
            {
                if (sorted[i].Entry.From <= sorted[i - 1].Entry.To)
                    problems.Add(new(ProblemCodes.AccountTwice, $"The account has days of this kind twice: see line {sorted[i - 1].Line}.", $"line {sorted[i].Line}, from", "Keep the one that counts."));
            }
        }

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<ReducedLoad>>(problems.ToList()) : Checked.Good<IReadOnlyList<ReducedLoad>>(entries.ConvertAll(static one => one.Entry));
    }

    private static ReducedLoad? ReadRow(CsvReader reader, CustomerProblems problems)
    {
        var (line, before) = (reader.LineNumber, problems.Count);
        var values = Columns.Select(Value).ToArray();
        for (var i = 0; i < Columns.Length; i++)
        {
            if (values[i].Length == 0)
                problems.Add(new(ProblemCodes.ValueMissing, "There is no value.", $"line {line}, {Columns[i]}", "Enter one."));
        }

        var (from, to) = (Day(values[2], "from"), Day(values[3], "to"));
        if (from is { } first && to is { } last && last < first)
            problems.Add(new(ProblemCodes.ValidityReversed, "They end before they begin.", $"line {line}, to", "Correct the days."));
        else if (to >= from?.PlusDays(MostDays))
            problems.Add(new(ProblemCodes.ValidityReversed, $"They are more than {MostDays} days.", $"line {line}, to", "Split them."));

        var isKind = Enum.TryParse<ReducedLoadKind>(values[4], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(values[4][0]);
        if (!isKind && values[4].Length > 0)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(values[4])}\" is no kind.", $"line {line}, kind", "Write production, holiday or maintenance."));

        if (!decimal.TryParse(values[5], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && values[5].Length > 0)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(values[5])}\" is no share.", $"line {line}, share", "Write 80 % less as 0.8."));
        else if (share > 1)
            problems.Add(new(ProblemCodes.ShareOutOfRange, "The share is above 1.", $"line {line}, share", "Write 80 % less as 0.8; 1 is a day without any, 0 takes days back."));

        var note = Value("note");
        if (note.Length > LongestNote)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"The note has {note.Length} characters.", $"line {line}, note", $"Use at most {LongestNote}."));

        return problems.Count > before ? null : new(new(values[0], values[1]), from!.Value, to!.Value, kind, share, note);

        string Value(string column) => reader.TryGetFieldIndex(column, out var index) && index < reader.FieldCount ? reader.GetString(index) : "";

        LocalDate? Day(string value, string column)
        {
            var isDay = LocalDatePattern.Iso.Parse(value).TryGetValue(default, out var day);
            if (isDay && BillingMonth.Of(day).IsInRange)
                return day;

            if (isDay)
                problems.Add(new(ProblemCodes.ValueUnreadable, $"{value} is not in the years {BillingMonth.EarliestYear} to {BillingMonth.LatestYear}.", $"line {line}, {column}", "Correct the year."));
            else if (value.Length > 0)
                problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(value)}\" is no day.", $"line {line}, {column}", "Write it like 2027-01-31."));

            return null;
        }
    }
}
