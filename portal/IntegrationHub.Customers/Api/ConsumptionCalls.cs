using System.Globalization;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.Shelves;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Market.Readings;
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

    private static async Task<Results<Ok<ConsumptionDayView>, ProblemHttpResult>> DayAsync(HttpContext http, string month, string day, string? account, ShelfReader shelves) =>
        LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var asked) && await shelves.OwnReadingsAsync(http, month, account) is { } found && found.Month.Contains(asked)
            ? TypedResults.Ok(ConsumptionDayView.Of(found, asked))
            : NotThere;

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> ReadingsAsync(HttpContext http, EntryDesk desk) => EnterAsync(http, desk, CrossingKinds.OwnReadings);

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> DemandAsync(HttpContext http, EntryDesk desk) => EnterAsync(http, desk, CrossingKinds.Demand);

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> EnterAsync(HttpContext http, EntryDesk desk, string kind) => Bodies.OrderAsync<EntryOrder>(http, "account", (order, request) =>
        desk.EnterAsync(http.Customer().Login, request, kind, order.Account, LocalDate.FromDateOnly(order.Day), order.Text(), http.RequestAborted));

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
/// <param name="KilowattHours">From the day's beginning; null where there is no value. A day of a clock change has fewer or more.</param>
/// <param name="Qualities">Where each value is from.</param>
internal sealed record ConsumptionDayView(string Account, DateOnly Day, int StepMinutes, IReadOnlyList<decimal?> KilowattHours, IReadOnlyList<ReadingQuality> Qualities)
{
    public static ConsumptionDayView Of(CustomerReadings readings, LocalDate day)
    {
        var values = readings.Of(day);
        return new(readings.Account, day.ToDateOnly(), readings.StepMinutes, [.. values.Select(static value => value.WattHours / 1000m)], [.. values.Select(static value => value.Quality)]);
    }
}

/// <summary>Values of a day.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
/// <param name="Account">Number and voltage level.</param>
/// <param name="Values">kWh of each interval; null for one that is missing, of readings alone.</param>
internal sealed record EntryOrder(Guid Request, string Account, DateOnly Day, IReadOnlyList<decimal?> Values) : IOrder
{
    /// <summary>As they cross.</summary>
    public string Text() => string.Join(' ', Values.Select(static value => value?.ToString(CultureInfo.InvariantCulture) ?? "-"));
}
