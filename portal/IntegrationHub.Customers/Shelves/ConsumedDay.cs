using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using NodaTime;

namespace IntegrationHub.Customers.Shelves;

/// <summary>What an account consumed on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="WattHours">Sum of what is known; null where nothing is.</param>
/// <param name="Qualities">Where the values are from, each once.</param>
internal sealed record ConsumedDay(LocalDate Day, long? WattHours, IReadOnlyList<ReadingQuality> Qualities)
{
    public static ConsumedDay Of(CustomerReadings readings, LocalDate day)
    {
        var values = readings.Of(day);
        return new(
            day, values.All(static value => value.WattHours is null) ? null : values.Sum(static value => value.WattHours ?? 0), [.. values.Select(static value => value.Quality).Distinct().Order()]);
    }
}
