using CsvHelper;
using IntegrationHub.Market.Customers;
using NodaTime;

namespace IntegrationHub.Market.Readings;

/// <summary>
/// Reads meter readings from CSV (RFC 4180; UTF-8, comma or semicolon, first row names the columns): one row for an account and day, its energies in kWh separated
/// by spaces, as many as the day has intervals, <c>-</c> for one that is missing. The whole file is read and every bad value reported by line; nothing is taken
/// unless everything is good.
/// </summary>
public static class ReadingCsv
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 200_000;

    /// <summary>Problems that are reported one by one; beyond them only their number is.</summary>
    public const int MostProblems = 1_000;

    /// <summary>The columns; those that may be left away are marked.</summary>
    public static IReadOnlyList<(string Name, bool Required)> Columns { get; } =
        [("accountNumber", true), ("voltageLevel", true), ("day", true), ("kwh", true), ("channel", false), ("quality", false)];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="grids">The market's intervals.</param>
    /// <param name="source">Who says it: what a customer enters has its own quality, whatever the file says.</param>
    /// <param name="today">The market's day: a day that is not over has no readings.</param>
    public static Checked<IReadOnlyList<AccountReadings>> Read(string text, MonthGrids grids, ReadingSource source, LocalDate today)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Checked.Bad<IReadOnlyList<AccountReadings>>(new Problem(ProblemCodes.FileEmpty, "The file is empty.", "", $"The first row names the columns: {Names()}."));

        var problems = new CustomerProblems(MostProblems);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = 100_000,
            OnMalformedRecord = record => problems.Add(new(ProblemCodes.RowBroken, "The row is not CSV.", $"line {record.LineNumber}", "Check the quotation marks; one inside a value is written twice.")),
        });
        if (!CheckHeader(reader.Headers, problems))
            return Checked.Bad<IReadOnlyList<AccountReadings>>(problems.ToList());

        var days = new Dictionary<(string, string, ReadingChannel, LocalDate), long>();
        var readings = new List<AccountReadings>();
        var rows = 0;
        while (reader.Read())
        {
            if (++rows > MostRows)
                return Checked.Bad<IReadOnlyList<AccountReadings>>(new Problem(ProblemCodes.FileTooLarge, $"The file has more than {MostRows} rows.", "", "Split it."));

            var row = new ReadingRow(reader, problems, grids, source, today);
            if (row.Read() is not { } read)
                continue;

            if (days.TryAdd((read.AccountNumber, read.VoltageLevel!, read.Channel, row.Day), row.Line))
                readings.Add(read);
            else
                problems.Add(new(ProblemCodes.ReadingDuplicate, $"The readings of this account and day are in line {days[(read.AccountNumber, read.VoltageLevel!, read.Channel, row.Day)]}, too.", read.Where, "Keep one of them."));
        }

        if (rows == 0 && problems.Count == 0)
            problems.Add(new(ProblemCodes.FileEmpty, "The file has no row beside its first.", "", "Add a row for each account and day."));

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<AccountReadings>>(problems.ToList()) : Checked.Good<IReadOnlyList<AccountReadings>>(readings);
    }

    private static string Names() => string.Join(", ", Columns.Select(static column => column.Name));

    private static bool CheckHeader(IReadOnlyList<string> header, CustomerProblems problems)
    {
        foreach (var (name, required) in Columns)
        {
            if (required && !header.Contains(name))
                problems.Add(new(ProblemCodes.ColumnMissing, $"The column {name} is missing.", "line 1", "Add it; columns may stand in any order."));
        }

        foreach (var twice in header.GroupBy(static name => name, StringComparer.Ordinal).Where(static same => same.Count() > 1))
            problems.Add(new(ProblemCodes.ColumnTwice, $"The column {CustomerRow.Short(twice.Key)} is there twice.", "line 1", "Keep the one that counts."));

        foreach (var unknown in header.Distinct(StringComparer.Ordinal).Where(static name => !Columns.Any(column => column.Name == name)))
            problems.Add(new(ProblemCodes.ColumnUnknown, $"There is no column \"{CustomerRow.Short(unknown)}\".", "line 1", $"Known are {Names()}."));

        return problems.Count == 0;
    }
}
