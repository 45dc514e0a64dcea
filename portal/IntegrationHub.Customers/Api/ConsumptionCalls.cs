using System.Globalization;
using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Pages.Parts;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace IntegrationHub.Customers.Api;

/// <summary>Consumption by day and by interval, and what a customer enters for an account of his. Another's account is one that there is not.</summary>
internal static class ConsumptionCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var consumption = own.MapGroup("/consumption").WithTags("consumption");
        consumption.MapGet("", ListAsync).WithName("listConsumption").WithSummary("Accounts, and the months that there are readings of, the newest first");
        consumption.MapGet("/{month}", MonthAsync).WithName("getConsumption").WithSummary("A month of an account (?account=) day by day").ProducesProblem(StatusCodes.Status404NotFound);
        consumption.MapGet("/{month}/days/{day}", DayAsync).WithName("getConsumptionDay").WithSummary("A day of an account (?account=) by interval").ProducesProblem(StatusCodes.Status404NotFound);
        consumption.MapGet("/intervals/{day}", Intervals).WithName("getIntervals").WithSummary("How many values a day takes, of readings and of demand, and which days can be entered").ProducesProblem(StatusCodes.Status404NotFound);
        own.MapGet("/readings", ListReadingsAsync).WithTags("consumption").WithName("listEnteredReadings").WithSummary("Own readings that were entered, with what became of them, the newest first");
        own.MapGet("/demand", ListDemandAsync).WithTags("consumption").WithName("listDeclaredDemand").WithSummary("Demand that was declared, with what became of it, the newest first");
        own.MapPost("/readings", ReadingsAsync).WithTags("consumption").Takes<EntryOrder>().WithName("enterReadings").WithSummary("What the own meter showed on a day that is over").ProducesProblem(StatusCodes.Status404NotFound);
        own.MapPost("/demand", DemandAsync).WithTags("consumption").Takes<EntryOrder>().WithName("declareDemand").WithSummary("What is expected to be used on a day").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ConsumptionView>> ListAsync(HttpContext http, ShelfReader shelves)
    {
        var (accounts, months) = await shelves.OwnAsync(http, static shelf => (shelf.Accounts, shelf.Readings));
        return TypedResults.Ok(new ConsumptionView(accounts, [.. months.Select(static one => new ConsumptionLine(one.Account, one.Month.ToString(), one.Version, one.WattHours.Sum() / 1000m))]));
    }

    private static async Task<Results<Ok<ConsumptionMonthView>, ProblemHttpResult>> MonthAsync(HttpContext http, string month, string? account, ShelfReader shelves) =>
        await shelves.OwnReadingsAsync(http, month, account) is { } found ? TypedResults.Ok(ConsumptionMonthView.Of(found)) : NotThere;

    private static async Task<Results<Ok<ConsumptionDayView>, ProblemHttpResult>> DayAsync(HttpContext http, string month, string day, string? account, ShelfReader shelves, CustomersSettings settings) =>
        LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var asked) && await shelves.OwnReadingsAsync(http, month, account) is { } found && found.Month.Contains(asked)
            ? TypedResults.Ok(ConsumptionDayView.Of(found, asked, settings.Zone))
            : NotThere;

    private static Results<Ok<IntervalsView>, ProblemHttpResult> Intervals(string day, EntryDesk desk, CustomersSettings settings)
    {
        if (EntryRules.DayOf(day) is not { } asked)
            return NotThere;

        var rules = desk.Rules;
        return TypedResults.Ok(new IntervalsView(asked.ToDateOnly(), Of(CrossingKinds.OwnReadings), Of(CrossingKinds.Demand)));

        EntryLimits Of(string kind) => new(
            rules.DaysOf(kind).First.ToDateOnly(), rules.DaysOf(kind).Last.ToDateOnly(),
            [.. rules.GridsOf(kind, asked).Select(grid => new IntervalGrid(grid.StepMinutes, grid.Count, IntervalTimes.StartsOf(grid, settings.Zone)))]);
    }

    private static Task<Ok<IReadOnlyList<EnteredView>>> ListReadingsAsync(HttpContext http, ShelfReader shelves) => ListEnteredAsync(http, shelves, CrossingKinds.OwnReadings);

    private static Task<Ok<IReadOnlyList<EnteredView>>> ListDemandAsync(HttpContext http, ShelfReader shelves) => ListEnteredAsync(http, shelves, CrossingKinds.Demand);

    private static async Task<Ok<IReadOnlyList<EnteredView>>> ListEnteredAsync(HttpContext http, ShelfReader shelves, string kind) => TypedResults.Ok<IReadOnlyList<EnteredView>>(
        [.. (await shelves.OwnAsync(http, shelf => shelf.Entered(kind))).Select(static one => new EnteredView(one.Request, one.Account, one.Day.ToDateOnly(), one.KilowattHours, one.State, one.Code, one.At))]);

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> ReadingsAsync(HttpContext http, EntryDesk desk) => EnterAsync(http, desk, CrossingKinds.OwnReadings);

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> DemandAsync(HttpContext http, EntryDesk desk) => EnterAsync(http, desk, CrossingKinds.Demand);

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> EnterAsync(HttpContext http, EntryDesk desk, string kind) => Bodies.OrderAsync<EntryOrder>(http, "account", (order, request) =>
        desk.EnterAsync(http.Customer().Login, request, kind, order.Account, LocalDate.FromDateOnly(order.Day), order.Entered(), http.RequestAborted));

    private static ProblemHttpResult NotThere => ApiAnswers.NotThere("reading", "Look at the list, and name month, day and `account` as they stand there.");
}

/// <summary>What there is.</summary>
/// <param name="Accounts">Number and voltage level of those that something can be entered for.</param>
/// <param name="Months">Months with readings.</param>
internal sealed record ConsumptionView(IReadOnlyList<string> Accounts, IReadOnlyList<ConsumptionLine> Months);

/// <summary>A month of an account.</summary>
/// <param name="Version">Of the readings; corrections count it.</param>
/// <param name="KilowattHours">Sum of what is known.</param>
internal sealed record ConsumptionLine(string Account, string Month, int Version, decimal KilowattHours);

/// <summary>A month day by day.</summary>
/// <param name="StepMinutes">Length of an interval.</param>
internal sealed record ConsumptionMonthView(string Account, string Month, int Version, int StepMinutes, IReadOnlyList<ConsumptionDaySum> Days)
{
    public static ConsumptionMonthView Of(CustomerReadings readings) => new(
        readings.Account, readings.Month.ToString(), readings.Version, readings.StepMinutes,
        [.. readings.Month.EveryDay().Select(day => ConsumedDay.Of(readings, day)).Select(static day => new ConsumptionDaySum(day.Day.ToDateOnly(), day.WattHours / 1000m, day.Qualities))]);
}

/// <summary>A day.</summary>
/// <param name="KilowattHours">Sum of what is known; null where nothing is.</param>
/// <param name="Qualities">Where the values are from, each once.</param>
internal sealed record ConsumptionDaySum(DateOnly Day, decimal? KilowattHours, IReadOnlyList<ReadingQuality> Qualities);

/// <summary>A day by interval.</summary>
/// <param name="StepMinutes">Length of an interval.</param>
/// <param name="Times">Beginning and end of each interval by the market's clocks.</param>
/// <param name="KilowattHours">From the day's beginning; null where there is no value. A day of a clock change has fewer or more.</param>
/// <param name="Qualities">Where each value is from.</param>
internal sealed record ConsumptionDayView(string Account, DateOnly Day, int StepMinutes, IReadOnlyList<string> Times, IReadOnlyList<decimal?> KilowattHours, IReadOnlyList<ReadingQuality> Qualities)
{
    public static ConsumptionDayView Of(CustomerReadings readings, LocalDate day, DateTimeZone zone)
    {
        var values = readings.Of(day);
        return new(readings.Account, day.ToDateOnly(), readings.StepMinutes, IntervalTimes.SpansOf(new MarketDay(day, zone, readings.StepMinutes), zone), [.. values.Select(static value => value.WattHours / 1000m)], [.. values.Select(static value => value.Quality)]);
    }
}

/// <summary>Values of a day.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Values">kWh of each interval; null for one that is missing, of readings alone.</param>
internal sealed record EntryOrder(Guid Request, string Account, DateOnly Day, IReadOnlyList<decimal?> Values) : IOrder
{
    /// <summary>As they are entered.</summary>
    public IReadOnlyList<EntryValue> Entered() => [.. Values.Select(static (value, i) => new EntryValue(value?.ToString(CultureInfo.InvariantCulture) ?? "-", i + 1))];
}

/// <summary>What can be entered.</summary>
internal sealed record IntervalsView(DateOnly Day, EntryLimits Readings, EntryLimits Demand);

/// <summary>Of readings, or of demand.</summary>
/// <param name="From">First day that can be entered.</param>
/// <param name="To">Last day.</param>
/// <param name="Grids">The intervals by which a day can be entered, the market's own first.</param>
internal sealed record EntryLimits(DateOnly From, DateOnly To, IReadOnlyList<IntervalGrid> Grids);

/// <summary>A way to cut the day.</summary>
/// <param name="Count">How many values that are.</param>
/// <param name="Starts">When each begins, by the market's clocks; in an hour that comes twice with the offset from UTC.</param>
internal sealed record IntervalGrid(int StepMinutes, int Count, IReadOnlyList<string> Starts);

/// <summary>Values of a day that were entered.</summary>
/// <param name="KilowattHours">Of each interval; null for one that is missing.</param>
/// <param name="Code">Stable code of a refusal, or of what it waits for.</param>
/// <param name="At">When that was said.</param>
internal sealed record EnteredView(Guid Request, string Account, DateOnly Day, IReadOnlyList<decimal?> KilowattHours, RequestState State, string? Code, DateTimeOffset At);
