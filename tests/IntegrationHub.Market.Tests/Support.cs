using IntegrationHub.Market.Decomposition;
using IntegrationHub.Market.Packages;
using IntegrationHub.Market.Parameters;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using NodaTime;

namespace IntegrationHub.Market.Tests;

/// <summary>Small things that many tests need.</summary>
internal static class Support
{
    public static DateTimeZone Shanghai { get; } = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    public static DateTimeZone Berlin { get; } = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    public static MarketCalendar China { get; } = new(
        Shanghai,
        new Dictionary<LocalDate, DayType>
        {
            [new(2026, 10, 1)] = DayType.Holiday,
            [new(2026, 10, 2)] = DayType.Holiday,
            [new(2026, 10, 10)] = DayType.Working,
        },
        "made for tests");

    public static RuleSource Source { get; } = new("Testland", "Rules made for tests", "article 1", null);

    public static MonthGrid Grid(int year, int month, MarketCalendar? calendar = null, int step = 15) => new(new BillingMonth(year, month), calendar ?? China, step);

    public static PricePackage Package(PriceExpression price, Rounding? rounding = null) => new()
    {
        Code = "P1",
        Version = 1,
        Names = new Dictionary<string, string> { ["en"] = "Test", ["zh-CN"] = "测试" },
        Currency = "CNY",
        ValidFrom = new(2026, 1, 1),
        Price = price,
        MinPrice = -1000,
        Rounding = rounding ?? Rounding.Commercial,
    };

    public static ContractQuantity Year(int year, Energy total, Func<int, decimal>? weight = null) => new(
        new(year, 1, 1), new(year, 12, 31), total, BillingMonth.OfYear(year).ToDictionary(static month => month, month => weight?.Invoke(month.Month) ?? 1m));

    /// <summary>A shape with a day, a night and weaker weekends.</summary>
    public static LoadShape Shape(int step = 15)
    {
        IReadOnlyList<decimal> working = [.. Enumerable.Range(0, 1440 / step).Select(slot => slot * step / 60 is >= 8 and < 18 ? 3.5m : 1.25m)];
        IReadOnlyList<decimal> rest = [.. Enumerable.Range(0, 1440 / step).Select(static slot => 1m + (slot % 7 * 0.1m))];
        return new(
            step,
            new Dictionary<DayType, decimal> { [DayType.Working] = 1, [DayType.Weekend] = 0.6m, [DayType.Holiday] = 0.3m },
            new Dictionary<DayType, IReadOnlyList<decimal>> { [DayType.Working] = working, [DayType.Weekend] = rest, [DayType.Holiday] = rest });
    }

    public static CompiledPackage Compile(PriceExpression price, MonthGrid grid, params ReferencePrice[] references) =>
        CompiledPackage.Compile(Package(price), grid, references.ToDictionary(static reference => reference.Name)).Required;
}
