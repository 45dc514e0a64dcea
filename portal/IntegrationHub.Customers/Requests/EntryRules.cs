using System.Globalization;
using IntegrationHub.Market;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Requests;

/// <summary>What is wrong with values that a customer enters.</summary>
/// <param name="What">Word of the group <c>entry.wrong</c>.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Said">The same in English, for calls.</param>
/// <param name="Remedy">What to do, in English.</param>
public sealed record EntryFinding(string What, string Code, string Said, string Remedy)
{
    /// <summary>What the words name.</summary>
    public IReadOnlyList<object> Values { get; init; } = [];

    /// <summary>Line of the value, from 1; null of what is about the day or all of them.</summary>
    public int? Line { get; init; }

    /// <summary>Number of the value, from 0; null of the same.</summary>
    public int? Number { get; init; }

    public Problem ToProblem() => new(Code, Said, Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"values[{number}]") : Code == EntryRules.Day ? "day" : "values", Remedy);
}

/// <summary>What values of a day have to be, known here: whoever enters them is told at once, before anything crosses. What the account can draw only the company's side knows. Pure.</summary>
/// <param name="zone">The market's zone.</param>
/// <param name="today">The market's day.</param>
internal sealed class EntryRules(DateTimeZone zone, LocalDate today)
{
    public const string Day = "ENTRY_DAY";
    public const string Values = "ENTRY_VALUES";

    /// <summary>kWh of an interval at most; far above what any customer's account draws, it finds watt-hours that were taken for kilowatt-hours.</summary>
    public const decimal Most = 1_000_000;

    /// <summary>Months whose readings a customer sees, the present one among them.</summary>
    private const int Months = 13;

    /// <summary>Days for which demand is declared at most: contracts are planned by the year.</summary>
    private const int DaysAhead = 400;

    /// <summary>Decimals of a kWh: energies are whole watt-hours.</summary>
    private const int Decimals = 3;

    /// <summary>Bad values that are told one by one.</summary>
    private const int MostTold = 20;

    /// <summary>Last year whose days are looked at: the calendar ends with 9999, and a day needs the next one.</summary>
    private const int LastYear = 9000;

    /// <summary>A day as it is written; null where it is none, or none of a time that anybody enters.</summary>
    public static LocalDate? DayOf(string? text) => LocalDatePattern.Iso.Parse(text ?? "").TryGetValue(default, out var day) && day.Year <= LastYear ? day : null;

    /// <summary>Days that can be entered.</summary>
    public (LocalDate First, LocalDate Last) DaysOf(string kind) => kind == CrossingKinds.OwnReadings
        ? (new LocalDate(today.Year, today.Month, 1).PlusMonths(1 - Months), today.PlusDays(-1))
        : (today, today.PlusDays(DaysAhead));

    /// <summary>The intervals a day may be entered by, the market's own first: readings by these alone, demand also by half hours and hours.</summary>
    public IReadOnlyList<MarketDay> GridsOf(string kind, LocalDate day) =>
        [.. ((int[])[MonthGrids.QuarterHour, 30, 60]).Take(kind == CrossingKinds.OwnReadings ? 1 : 3).Select(minutes => new MarketDay(day, zone, minutes))];

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<EntryFinding> Check(string kind, LocalDate? entered, IReadOnlyList<EntryValue> values)
    {
        if (entered is not { } day)
            return [new("no-day", Day, "There is no day.", "Write it like 2026-01-31.")];

        var (first, last) = DaysOf(kind);
        var (from, to) = (LocalDatePattern.Iso.Format(first), LocalDatePattern.Iso.Format(last));
        var findings = new List<EntryFinding>();
        if (day < first || day > last)
        {
            findings.Add(kind == CrossingKinds.OwnReadings && day > last
                ? new("not-over", Day, $"{LocalDatePattern.Iso.Format(day)} is not over.", $"Enter a day until {to}.") { Values = [LocalDatePattern.Iso.Format(day), to] }
                : new("outside", Day, $"{LocalDatePattern.Iso.Format(day)} cannot be entered.", $"Enter a day from {from} to {to}.") { Values = [LocalDatePattern.Iso.Format(day), from, to] });
        }

        if (values.Count == 0)
            return [.. findings, new("none", Values, "There are no values.", "Enter kWh of each interval.")];

        // At the end of the calendar no day has intervals.
        var counts = day.Year > LastYear ? [] : GridsOf(kind, day).Select(static grid => grid.Count).ToList();
        if (counts.Count > 0 && !counts.Contains(values.Count))
        {
            var expected = string.Join(" / ", counts);
            findings.Add(new("count", Values, $"There are {values.Count} values, and {LocalDatePattern.Iso.Format(day)} has {expected} intervals.", "Enter one for each.") { Values = [values.Count, expected] });
        }

        findings.AddRange(values.Select((value, i) => Check(kind, value, i)).OfType<EntryFinding>().Take(MostTold));
        return findings;
    }

    private static EntryFinding? Check(string kind, EntryValue value, int number)
    {
        if (value.Text == "-")
            return kind == CrossingKinds.OwnReadings ? null : Bad("missing", "A value is missing.", "Enter what is expected, 0 where nothing is.");

        if (!DayEntered.IsFigure(value.Text) || DayEntered.KilowattHoursOf(value.Text) is not { } energy)
        {
            return value.Text.StartsWith('-') && decimal.TryParse(value.Text, CultureInfo.InvariantCulture, out _)
                ? Bad("negative", "A value is below zero.", "Enter kWh, 0 or more.")
                : Bad("no-figure", "A value is no figure.", "Enter kWh with a decimal point; only readings may have one that is missing (-).");
        }

        return energy > Most ? Bad("large", $"A value is above {Most} kWh.", "Check unit and decimal point.")
            : decimal.Round(energy, Decimals) != energy ? Bad("decimals", $"A value has more than {Decimals} decimals.", "Round it.")
            : null;

        EntryFinding Bad(string what, string said, string remedy)
        {
            var shown = value.Text.Length <= 24 ? value.Text : value.Text[..24] + "…";
            return new(what, Values, said, remedy) { Values = [shown], Line = value.Line, Number = number };
        }
    }
}
