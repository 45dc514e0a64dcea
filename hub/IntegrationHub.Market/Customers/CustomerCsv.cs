using System.Globalization;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Customers;

/// <summary>
/// Reads customers from CSV (RFC 4180; UTF-8, comma or semicolon, first row names the columns). The whole file is read and every bad value
/// reported by line and column; nothing is imported unless everything is good.
/// </summary>
public static class CustomerCsv
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 200_000;

    /// <summary>Characters of one value.</summary>
    public const int LongestValue = 200;

    /// <summary>Problems that are reported one by one; beyond them only their number is.</summary>
    public const int MostProblems = 1_000;

    /// <summary>The columns; those that may be left away are marked.</summary>
    public static IReadOnlyList<(string Name, bool Required)> Columns { get; } =
    [
        ("accountNumber", true), ("voltageLevel", true), ("customerName", true), ("industry", false), ("use", false),
        ("capacityKw", true), ("servedFrom", true), ("servedTo", false), ("marketEligible", true), ("consentOn", false),
        ("contactName", false), ("contactPhone", false),
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="served">Accounts that are served already, for the rule of one retailer and period.</param>
    public static Checked<IReadOnlyList<MeteringAccount>> Read(string text, IReadOnlyList<MeteringAccount> served)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Checked.Bad<IReadOnlyList<MeteringAccount>>(new Problem(ProblemCodes.FileEmpty, "The file is empty.", "", $"The first row names the columns: {string.Join(", ", Columns.Select(static column => column.Name))}."));

        var problems = new CustomerProblems(MostProblems);
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = 100_000,
            OnMalformedRecord = record => problems.Add(Broken(record)),
        });
        if (!CheckHeader(reader.Headers, problems))
            return Checked.Bad<IReadOnlyList<MeteringAccount>>(problems.ToList());

        var accounts = new List<(long Line, MeteringAccount Account)>();
        var rows = 0;
        while (reader.Read())
        {
            if (++rows > MostRows)
                return Checked.Bad<IReadOnlyList<MeteringAccount>>(new Problem(ProblemCodes.FileTooLarge, $"The file has more than {MostRows} rows.", "", "Split it."));

            var row = new CustomerRow(reader, problems);
            if (row.Read() is { } account)
                accounts.Add((row.Line, account));
        }

        ServicePeriods.Check(accounts, served, problems);
        return problems.Count > 0
            ? Checked.Bad<IReadOnlyList<MeteringAccount>>(problems.ToList())
            : Checked.Good<IReadOnlyList<MeteringAccount>>(accounts.ConvertAll(static entry => entry.Account));
    }

    private static Problem Broken(CsvMalformedRecord record) => new(
        ProblemCodes.RowBroken,
        record.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => "A quotation mark is never closed.",
            CsvMalformedReason.StrayQuote => "There is a quotation mark inside a value that does not begin with one.",
            CsvMalformedReason.TextAfterClosingQuote => "There is text behind a closing quotation mark.",
            _ => "The row is not CSV.",
        },
        $"line {record.LineNumber}",
        "Check the quotation marks; one inside a value is written twice.");

    private static bool CheckHeader(IReadOnlyList<string> header, CustomerProblems problems)
    {
        foreach (var (name, required) in Columns)
        {
            if (required && !header.Contains(name))
                problems.Add(new(ProblemCodes.ColumnMissing, $"The column {name} is missing.", "line 1", "Add it; columns may stand in any order."));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in header.Where(name => !seen.Add(name)))
            problems.Add(new(ProblemCodes.ColumnTwice, $"The column {CustomerRow.Short(name)} is there twice.", "line 1", "Keep the one that counts."));

        foreach (var unknown in seen.Where(static name => !Columns.Any(column => column.Name == name)))
            problems.Add(new(ProblemCodes.ColumnUnknown, $"There is no column \"{CustomerRow.Short(unknown)}\".", "line 1", $"Known are {string.Join(", ", Columns.Select(static column => column.Name))}."));

        return problems.Count == 0;
    }
}

/// <summary>One row, value by value.</summary>
internal sealed class CustomerRow(CsvReader reader, CustomerProblems problems)
{
    private readonly long _before = problems.Count;

    /// <summary>Line of the file that the row begins in.</summary>
    public long Line { get; } = reader.LineNumber;

    /// <summary>The account, or <c>null</c> when something is wrong with it.</summary>
    public MeteringAccount? Read()
    {
        if (reader.FieldCount != reader.Headers.Count)
            problems.Add(new(ProblemCodes.RowBroken, $"The row has {reader.FieldCount} values for {reader.Headers.Count} columns.", $"line {Line}", "Check separators and quotation marks."));

        var number = Text("accountNumber", required: true);
        var voltage = Text("voltageLevel", required: true);
        var name = Text("customerName", required: true);
        var industry = Text("industry", required: false);
        var use = Use();
        var capacity = Number("capacityKw");
        var from = Day("servedFrom", required: true);
        var to = Day("servedTo", required: false);
        var eligible = Flag("marketEligible");
        var consent = Day("consentOn", required: false);
        var contact = Contact();
        if (to < from)
            problems.Add(new(ProblemCodes.ValidityReversed, $"Service ends on {to:uuuu-MM-dd}, before it begins.", $"line {Line}, servedTo", "Correct the days."));

        return problems.Count > _before
            ? null
            : new MeteringAccount(number, voltage, name, industry, use, capacity, from!.Value, to, eligible, consent) { Contact = contact };
    }

    private CustomerContact? Contact()
    {
        var contact = new CustomerContact(Text("contactName", required: false), Text("contactPhone", required: false));
        if (contact is { Name: "", Phone: "" })
            return null;

        foreach (var problem in contact.Check())
            Wrong(problem.Code, problem.Where == "name" ? "contactName" : "contactPhone", problem.Text, problem.Remedy);

        return contact;
    }

    private string Text(string column, bool required)
    {
        var value = reader.TryGetFieldIndex(column, out var index) && index < reader.FieldCount ? reader.GetString(index) : "";
        if (value.Length == 0 && required)
            Wrong(ProblemCodes.ValueMissing, column, "There is no value.", "Enter one.");

        if (value.Length > CustomerCsv.LongestValue)
            Wrong(ProblemCodes.ValueTooLong, column, $"The value has {value.Length} characters.", $"Use at most {CustomerCsv.LongestValue}.");

        if (value.Any(char.IsControl))
            Wrong(ProblemCodes.ValueUnreadable, column, "The value has control characters.", "Remove them.");

        return value;
    }

    private ElectricityUse Use()
    {
        var text = Text("use", required: false);
        if (text.Length == 0)
            return ElectricityUse.Mixed;

        if (!int.TryParse(text, out _) && Enum.TryParse<ElectricityUse>(text, ignoreCase: true, out var use))
            return use;

        Wrong(ProblemCodes.ValueUnreadable, "use", $"\"{Short(text)}\" is no use.", "Enter power, light, heat or mixed.");
        return default;
    }

    private decimal Number(string column)
    {
        var text = Text(column, required: true);
        if (text.Length == 0)
            return 0;

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            Wrong(ProblemCodes.ValueUnreadable, column, $"\"{Short(text)}\" is no number of zero or more.", "Use digits and a decimal point, without thousands separators.");

        return number;
    }

    private LocalDate? Day(string column, bool required)
    {
        var text = Text(column, required);
        if (text.Length == 0)
            return null;

        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day))
            return day;

        Wrong(ProblemCodes.ValueUnreadable, column, $"\"{Short(text)}\" is no day.", "Write it like 2026-01-31.");
        return null;
    }

    private bool Flag(string column)
    {
        var text = Text(column, required: true);
        if (text.Length > 0 && text is not ("yes" or "no"))
            Wrong(ProblemCodes.ValueUnreadable, column, $"\"{Short(text)}\" is neither yes nor no.", "Enter yes or no.");

        return text == "yes";
    }

    internal static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private void Wrong(string code, string column, string text, string remedy) => problems.Add(new(code, text, $"line {Line}, {column}", remedy));
}
