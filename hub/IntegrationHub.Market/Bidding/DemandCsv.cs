using System.Globalization;
using CsvHelper;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Bidding;

/// <summary>What a customer declared for one day.</summary>
/// <param name="AccountNumber">Number of the metering account.</param>
/// <param name="VoltageLevel">Its voltage level.</param>
/// <param name="Day">The market day.</param>
/// <param name="Intervals">Energy by interval; their number says how long one is.</param>
public sealed record DeclaredDay(string AccountNumber, string VoltageLevel, LocalDate Day, IReadOnlyList<Energy> Intervals)
{
    /// <summary>Length of an interval in minutes on a day of so many minutes, or null where they do not divide it.</summary>
    public int? StepOn(DateTimeZone zone)
    {
        int[] steps = [15, 30, 60];
        var step = Array.Find(steps, minutes => new MarketDay(Day, zone, minutes).Count == Intervals.Count);
        return step == 0 ? null : step;
    }
}

/// <summary>
/// Reads customers' declared demand from CSV: <c>accountNumber, voltageLevel, day, mwh</c>, where <c>mwh</c> holds the intervals of the day
/// with spaces between them. Every bad value is reported by line and column; nothing is read unless everything is good.
/// </summary>
public static class DemandCsv
{
    /// <summary>Rows of one file.</summary>
    public const int MostRows = 50_000;

    private const int MostProblems = 1000;

    private static readonly string[] Columns = ["accountNumber", "voltageLevel", "day", "mwh"];

    public static Checked<IReadOnlyList<DeclaredDay>> Read(string text, DateTimeZone zone)
    {
        var problems = new CustomerProblems(MostProblems);
        using var reader = CsvColumns.Open(text, problems, Columns);
        if (reader is null)
            return Checked.Bad<IReadOnlyList<DeclaredDay>>(problems.ToList());

        var days = new List<DeclaredDay>();
        var seen = new HashSet<(string, string, LocalDate)>();
        while (reader.Read())
        {
            if (days.Count == MostRows)
                return Checked.Bad<IReadOnlyList<DeclaredDay>>(new Problem(ProblemCodes.FileTooLarge, $"The file has more than {MostRows} rows.", "", "Split it."));

            var line = reader.LineNumber;
            if (ReadRow(reader, zone, problems) is not { } day)
                continue;

            if (!seen.Add((day.AccountNumber, day.VoltageLevel, day.Day)))
                problems.Add(new(ProblemCodes.AccountTwice, "The account has this day twice.", $"line {line}, day", "Keep the one that counts."));

            days.Add(day);
        }

        return problems.Count > 0 ? Checked.Bad<IReadOnlyList<DeclaredDay>>(problems.ToList()) : Checked.Good<IReadOnlyList<DeclaredDay>>(days);
    }

    private static DeclaredDay? ReadRow(CsvReader reader, DateTimeZone zone, CustomerProblems problems)
    {
        var (line, before) = (reader.LineNumber, problems.Count);
        var values = Columns.Select(column => reader.TryGetFieldIndex(column, out var index) && index < reader.FieldCount ? reader.GetString(index) : "").ToArray();
        for (var i = 0; i < Columns.Length; i++)
        {
            if (values[i].Length == 0)
                problems.Add(new(ProblemCodes.ValueMissing, "There is no value.", $"line {line}, {Columns[i]}", "Enter one."));
        }

        if (!LocalDatePattern.Iso.Parse(values[2]).TryGetValue(default, out var day) && values[2].Length > 0)
            problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(values[2])}\" is no day.", $"line {line}, day", "Write it like 2027-01-31."));

        var intervals = new List<Energy>();
        foreach (var part in values[3].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (decimal.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var energy) && energy <= 1_000_000 && decimal.Round(energy, 6) == energy)
                intervals.Add(Energy.FromMegawattHours(energy));
            else
                problems.Add(new(ProblemCodes.ValueUnreadable, $"\"{CustomerRow.Short(part)}\" is no energy.", $"line {line}, mwh", "Write MWh with a decimal point and at most six decimals, zero or more."));
        }

        if (problems.Count > before)
            return null;

        var declared = new DeclaredDay(values[0], values[1], day, intervals);
        if (declared.StepOn(zone) is not null)
            return declared;

        problems.Add(new(ProblemCodes.CurveLength, $"There are {intervals.Count} values.", $"line {line}, mwh", $"Enter one for each interval of 15, 30 or 60 minutes: {new MarketDay(day, zone, 15).Count}, {new MarketDay(day, zone, 30).Count} or {new MarketDay(day, zone, 60).Count}."));
        return null;
    }
}
