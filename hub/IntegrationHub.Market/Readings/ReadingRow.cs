using System.Globalization;
using CsvHelper;
using IntegrationHub.Market.Customers;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Market.Readings;

/// <summary>One row of a file of readings, value by value.</summary>
internal sealed class ReadingRow(CsvReader reader, CustomerProblems problems, MonthGrids grids, ReadingSource source, LocalDate today)
{
    private const int LongestValue = 200;

    private static readonly LocalDate Earliest = new(2000, 1, 1);

    private readonly long _before = problems.Count;

    /// <summary>Line of the file that the row begins in.</summary>
    public long Line { get; } = reader.LineNumber;

    /// <summary>The day, once it was read.</summary>
    public LocalDate Day { get; private set; }

    /// <summary>The readings, or <c>null</c> when something is wrong with them.</summary>
    public AccountReadings? Read()
    {
        if (reader.FieldCount != reader.Headers.Count)
            problems.Add(new(ProblemCodes.RowBroken, $"The row has {reader.FieldCount} values for {reader.Headers.Count} columns.", $"line {Line}", "Check separators and quotation marks."));

        var number = Text("accountNumber", required: true);
        var voltage = Text("voltageLevel", required: true);
        var channel = Channel();
        var quality = Quality();
        if (ReadDay() is not { } day)
            return null;

        Day = day;
        var values = Energies(day, source == ReadingSource.Customer ? ReadingQuality.Entered : quality);
        return problems.Count > _before ? null : new(number, voltage, channel, BillingMonth.Of(day), $"line {Line}", values);
    }

    private List<(int Index, long WattHours, ReadingQuality Quality)> Energies(LocalDate day, ReadingQuality quality)
    {
        var grid = grids.Of(BillingMonth.Of(day));
        var (start, count) = (grid.StartOf(day.Day - 1), grid.Days[day.Day - 1].Count);
        var parts = Raw("kwh").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var values = new List<(int, long, ReadingQuality)>(count);
        if (parts.Length != count)
        {
            Wrong(ProblemCodes.ReadingOutside, "kwh", $"There are {parts.Length} values for a day of {count} intervals.", $"Give one for each {grids.StepMinutes} minutes, - for one that is missing.");
            return values;
        }

        for (var i = 0; i < count; i++)
        {
            if (parts[i] != "-" && Energy(parts[i], i + 1) is { } wattHours)
                values.Add((start + i, wattHours, quality));
        }

        return values;
    }

    private long? Energy(string text, int position)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var kilowattHours) || Math.Abs(kilowattHours) > 1_000_000_000m)
        {
            Wrong(ProblemCodes.ReadingUnreadable, $"kwh[{position}]", $"\"{CustomerRow.Short(text)}\" is no energy in kWh.", "Use digits and a decimal point, - where there is no value.");
            return null;
        }

        if (kilowattHours < 0)
        {
            Wrong(ProblemCodes.ReadingNegative, $"kwh[{position}]", $"{text} kWh is below zero.", "What is fed into the grid has the channel export.");
            return null;
        }

        var wattHours = kilowattHours * 1000;
        if (wattHours == decimal.Truncate(wattHours))
            return (long)wattHours;

        Wrong(ProblemCodes.ReadingUnreadable, $"kwh[{position}]", $"{text} kWh is not a whole number of watt-hours.", "Use at most three decimals.");
        return null;
    }

    private LocalDate? ReadDay()
    {
        var text = Text("day", required: true);
        if (text.Length == 0)
            return null;

        if (!LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) || day < Earliest)
        {
            Wrong(ProblemCodes.ValueUnreadable, "day", $"\"{CustomerRow.Short(text)}\" is no day.", "Write it like 2026-01-31.");
            return null;
        }

        if (day < today)
            return day;

        Wrong(ProblemCodes.ReadingOutside, "day", $"{text} is not over.", "Give readings of days that are.");
        return null;
    }

    private ReadingChannel Channel()
    {
        switch (Text("channel", required: false))
        {
            case "" or "import":
                return ReadingChannel.Import;
            case "export":
                return ReadingChannel.Export;
            case "community":
                return ReadingChannel.Community;
            case var text:
                Wrong(ProblemCodes.ValueUnreadable, "channel", $"\"{CustomerRow.Short(text)}\" is no channel.", "Enter import, export or community.");
                return default;
        }
    }

    private ReadingQuality Quality()
    {
        switch (Text("quality", required: false))
        {
            case "" or "measured":
                return ReadingQuality.Measured;
            case "estimated":
                return ReadingQuality.Estimated;
            case var text:
                Wrong(ProblemCodes.ValueUnreadable, "quality", $"\"{CustomerRow.Short(text)}\" is no quality.", "Enter measured or estimated.");
                return default;
        }
    }

    private string Text(string column, bool required)
    {
        var value = Raw(column);
        if (value.Length == 0 && required)
            Wrong(ProblemCodes.ValueMissing, column, "There is no value.", "Enter one.");

        if (value.Length > LongestValue)
            Wrong(ProblemCodes.ValueTooLong, column, $"The value has {value.Length} characters.", $"Use at most {LongestValue}.");

        return value;
    }

    private string Raw(string column) => reader.TryGetFieldIndex(column, out var index) && index < reader.FieldCount ? reader.GetString(index) : "";

    private void Wrong(string code, string column, string text, string remedy) => problems.Add(new(code, text, $"line {Line}, {column}", remedy));
}
