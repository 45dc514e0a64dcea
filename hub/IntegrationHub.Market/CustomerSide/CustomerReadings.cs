using IntegrationHub.Market.Json;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.CustomerSide;

/// <summary>Consumption of an account in a month by interval, as its customer reads it.</summary>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Month">The month.</param>
/// <param name="Version">Of the readings; corrections count it.</param>
/// <param name="StepMinutes">Length of an interval.</param>
/// <param name="DayStarts">Index of each day's first interval: a day of a clock change is shorter or longer.</param>
/// <param name="WattHours">One for each interval of the month.</param>
/// <param name="Qualities">As many digits: numbers of <see cref="ReadingQuality"/>.</param>
public sealed record CustomerReadings(string Account, BillingMonth Month, int Version, int StepMinutes, IReadOnlyList<int> DayStarts, IReadOnlyList<long> WattHours, string Qualities)
{
    /// <summary>Energy and quality of a day's intervals; energy is null where there is no value.</summary>
    public IReadOnlyList<(long? WattHours, ReadingQuality Quality)> Of(LocalDate day)
    {
        var start = DayStarts[day.Day - 1];
        var end = day.Day < DayStarts.Count ? DayStarts[day.Day] : WattHours.Count;
        return [.. Enumerable.Range(start, end - start).Select(index => ((ReadingQuality)(Qualities[index] - '0'), WattHours[index]))
            .Select(static one => (one.Item1 == ReadingQuality.Missing ? (long?)null : one.Item2, one.Item1))];
    }

    /// <summary>Reads what crossed; every length and number is held against the others.</summary>
    public static Checked<CustomerReadings> Read(string json)
    {
        var empty = new Problem(ProblemCodes.JsonUnreadable, "The readings are empty.", "", "Publish them anew.");
        var read = MarketJson.Read<CustomerReadings>(json, "readings", empty);
        return read.Value is { } found && found.IsWhole() ? read : Checked.Bad<CustomerReadings>(read.Problems.Count > 0 ? read.Problems : [empty]);
    }

    private bool IsWhole() =>
        DayStarts.Count == Month.Days && DayStarts[0] == 0 && DayStarts.Zip(DayStarts.Skip(1)).All(static pair => pair.First < pair.Second) && DayStarts[^1] < WattHours.Count
        && Qualities.Length == WattHours.Count && Qualities.All(static digit => digit is >= '0' and <= '4') && StepMinutes > 0;
}
