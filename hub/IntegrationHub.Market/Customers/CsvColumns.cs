using CsvHelper;

namespace IntegrationHub.Market.Customers;

/// <summary>How files of CSV are opened whose first row names the columns.</summary>
internal static class CsvColumns
{
    /// <summary>Reads the first row.</summary>
    /// <param name="text">The file.</param>
    /// <param name="problems">Get what is wrong with it, now and with every row that is read.</param>
    /// <param name="columns">Columns that it has to have, in any order.</param>
    /// <param name="optional">Columns that it may have and that are told of.</param>
    /// <param name="longest">Characters that it may have.</param>
    /// <returns>A reader before the first row of values; null where there are problems.</returns>
    public static CsvReader? Open(string text, CustomerProblems problems, IReadOnlyList<string> columns, IReadOnlyList<string>? optional = null, int longest = int.MaxValue)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(new(ProblemCodes.FileEmpty, "The file is empty.", "", $"The first row names the columns: {string.Join(", ", columns.Concat(optional ?? []))}."));
            return null;
        }

        if (text.Length > longest)
        {
            problems.Add(new(ProblemCodes.FileTooLarge, $"The text has {text.Length} characters.", "", $"Use at most {longest}."));
            return null;
        }

        var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = 100_000,
            OnMalformedRecord = record => problems.Add(new(ProblemCodes.RowBroken, "The row is not CSV.", $"line {record.LineNumber}", "Check the quotation marks.")),
        });
        foreach (var column in columns.Where(column => !reader.Headers.Contains(column)))
            problems.Add(new(ProblemCodes.ColumnMissing, $"The column {column} is missing.", "line 1", "Add it; columns may stand in any order."));

        if (problems.Count == 0)
            return reader;

        reader.Dispose();
        return null;
    }
}
