using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>Contracts under delivery in the HTTP API, and what the company risks with them.</summary>
internal sealed class DeliveryApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<DeliveryBook>())
        .AddSingleton(hub.GetRequiredService<DeliveryDays>())
        .AddSingleton(hub.GetRequiredService<DeliveryWatch>())
        .AddSingleton(hub.GetRequiredService<TrackingTermsBook>());

    public void Map(RouteGroupBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("contracts").WithContentLooks().ForPersons(Permission.ReadContracts).ForServices(Permission.ReadContracts).ProducesProblem(StatusCodes.Status403Forbidden);
        deliveries.MapGet("", ListAsync).WithName("listDeliveries").WithSummary("Retail contracts of a month as they are delivered, with warnings").ProducesProblem(StatusCodes.Status400BadRequest);
        deliveries.MapGet("/{number}", FindAsync).WithName("getDelivery").WithSummary("A contract's month day by day").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        deliveries.MapGet("/{number}/days/{day}", DayAsync).WithName("getDeliveryDay").WithSummary("A contract's day by interval: load and contracted curve").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/indicators/exposure", ExposureAsync).WithTags("settlements").WithName("getExposure").WithContentLooks().ForPersons(Permission.ReadIndicators)
            .WithSummary("What the company risks with all contracts: deviation, price, credit").ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/tracking-terms", TermsAsync).WithTags("contracts").WithName("importTrackingTerms").ForPersons(Permission.KeepReadings).WithSummary("Keeps by what contracts under delivery are judged, the body of the request").Accepts<string>("application/json")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Task<Results<Ok<IReadOnlyList<DeliveryView>>, ProblemHttpResult>> ListAsync(HttpContext http, IRequestActor actors, Callers callers, DeliveryBook book, DeliveryWatch watch, string? month) =>
        RetailApi.AsAsync<IReadOnlyList<DeliveryView>>(http, actors, callers, Permission.ReadContracts, async _ => MonthOf(month, watch) is { } asked
            ? TypedResults.Ok<IReadOnlyList<DeliveryView>>([.. (await book.ListAsync(asked, http.RequestAborted)).Select(static one => DeliveryView.Of(one, withDays: false))])
            : RetailApi.NoMonth);

    private static Task<Results<Ok<DeliveryView>, ProblemHttpResult>> FindAsync(HttpContext http, IRequestActor actors, Callers callers, DeliveryBook book, DeliveryWatch watch, string number, string? month) =>
        RetailApi.AsAsync<DeliveryView>(http, actors, callers, Permission.ReadContracts, async _ =>
            MonthOf(month, watch) is not { } asked ? RetailApi.NoMonth
            : await book.FindAsync(number, asked, http.RequestAborted) is { } found ? TypedResults.Ok(DeliveryView.Of(found, withDays: true))
            : NotThere($"delivery of {number} in {asked}", "Contracts are looked at once a day; see `GET /deliveries`."));

    private static Task<Results<Ok<DeliveryDayView>, ProblemHttpResult>> DayAsync(HttpContext http, IRequestActor actors, Callers callers, DeliveryDays days, string number, DateOnly day) =>
        RetailApi.AsAsync<DeliveryDayView>(http, actors, callers, Permission.ReadContracts, async _ =>
            await days.FindAsync(number, LocalDate.FromDateOnly(day), http.RequestAborted) is { } found ? TypedResults.Ok(DeliveryDayView.Of(found)) : NotThere($"day of {number}", "Ask for a day on which the contract binds."));

    private static Task<Results<Ok<ExposureView>, ProblemHttpResult>> ExposureAsync(HttpContext http, IRequestActor actors, Callers callers, DeliveryBook book) =>
        RetailApi.AsAsync<ExposureView>(http, actors, callers, Permission.ReadIndicators, async _ =>
            await book.LastLookAsync(http.RequestAborted) is { Pool: { } pool } look ? TypedResults.Ok(ExposureView.Of(look, pool)) : NotThere("exposure yet", "Enter the terms of tracking; it is reckoned with the next look."));

    private static Task<Results<Ok<TakenView>, ProblemHttpResult>> TermsAsync(HttpContext http, IRequestActor actors, Callers callers, TrackingTermsBook book) =>
        RetailApi.AsAsync<TakenView>(http, actors, callers, Permission.KeepReadings, async actor => await RetailApi.TextAsync(http, TrackingTermsBook.LongestText, http.RequestAborted) is { } text
            ? RetailApi.Answer(await book.ImportAsync(text, actor.User, http.RequestAborted), static _ => new TakenView(1))
            : Problems.TooLarge($"Terms have at most {TrackingTermsBook.LongestText} characters."));

    /// <summary>The month that is asked for, else the one that is looked at now; null where it cannot be read.</summary>
    private static BillingMonth? MonthOf(string? text, DeliveryWatch watch) =>
        text is null ? DeliveryWatch.MonthOn(watch.Today) : BillingMonth.TryParse(text, out var month) ? month : null;

    private static ProblemHttpResult NotThere(string what, string remedy) => Problems.Of([RetailApi.Finding(RetailProblems.NotThere(what, remedy))]);
}

/// <summary>A contract's month as it is delivered. Without complete readings of any day all that is projected is null: nothing is known then.</summary>
/// <param name="LookedOn">The market's day on which it was looked.</param>
/// <param name="DaysTaken">Days with complete readings.</param>
/// <param name="Through">The last of them.</param>
/// <param name="Deviation">Share by which the projected month differs from the contracted.</param>
/// <param name="RoomMegawattHours">Until the edge of the free band; negative beyond it.</param>
/// <param name="Charge">What the projected deviation would be charged, were the contract assessed alone.</param>
/// <param name="CreditAtRisk">What the customer owes and may come to owe, after guarantees.</param>
/// <param name="Alert"><c>none</c>, <c>warning</c> or <c>beyond</c>; null where no rule holds.</param>
/// <param name="Unjudged">Code that says why nothing is judged.</param>
/// <param name="Days">Only of a single contract.</param>
internal sealed record DeliveryView(
    string Contract, int Version, string Month, string Customer, string Author, DateOnly LookedOn, int DaysTaken, DateOnly? Through, decimal ContractedMegawattHours, decimal? ContractedSoFarMegawattHours,
    decimal? TakenSoFarMegawattHours, decimal? ProjectedMegawattHours, decimal? Deviation, decimal? RoomMegawattHours, decimal? Charge, decimal? CreditAtRisk, decimal? CreditLimit, string? Currency, string? RuleSource,
    DeviationAlert? Alert, string? Unjudged, IReadOnlyList<DeliveryWarningView> Warnings, IReadOnlyList<DeliveryDaySum>? Days)
{
    public static DeliveryView Of(StoredDelivery one, bool withDays) => new(
        one.Contract, one.Version, one.Month.ToString(), one.Customer, one.Author, one.LookedOn.ToDateOnly(), one.Status?.DaysTaken ?? 0, one.Status?.Through.ToDateOnly(),
        Energy.Sum(one.Days.Select(static day => day.Contracted)).MegawattHours, one.Status?.ContractedSoFar.MegawattHours, one.Status?.ActualSoFar.MegawattHours, one.Status?.Projected.MegawattHours, one.Status?.Deviation,
        one.Assessment?.Room?.MegawattHours, one.Assessment?.Charge, one.Assessment?.Credit.AtRisk, one.Assessment?.Credit.Limit, one.Currency, one.RuleSource, one.Assessment?.Alert, one.Unjudged,
        [.. one.Warnings.Select(static warning => new DeliveryWarningView(warning.Kind, warning.RaisedAt, warning.PassedAt, warning.ToldAt, warning.Reminder))],
        withDays ? [.. one.Days.Select(static day => new DeliveryDaySum(day.Day.ToDateOnly(), day.Contracted.MegawattHours, day.Taken?.MegawattHours, day.Declared?.MegawattHours))] : null);
}

/// <param name="Reminder">Where the customer's reminder stands.</param>
internal sealed record DeliveryWarningView(DeliveryWarningKind Kind, DateTimeOffset RaisedAt, DateTimeOffset? PassedAt, DateTimeOffset? ToldAt, ReminderState Reminder);

/// <param name="TakenMegawattHours">Null while readings are missing.</param>
internal sealed record DeliveryDaySum(DateOnly Day, decimal ContractedMegawattHours, decimal? TakenMegawattHours, decimal? DeclaredMegawattHours);

/// <summary>A day by interval.</summary>
internal sealed record DeliveryDayView(DateOnly Day, IReadOnlyList<string> Times, IReadOnlyList<decimal> ContractedMegawattHours, IReadOnlyList<decimal?> TakenMegawattHours, IReadOnlyList<decimal>? DeclaredMegawattHours)
{
    public static DeliveryDayView Of(DeliveryIntervals day) => new(
        day.Day.ToDateOnly(), [.. day.Times.Select(static time => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))], [.. day.Contracted.Select(static energy => energy.MegawattHours)],
        [.. day.Taken.Select(static energy => energy?.MegawattHours)], day.Declared is { } declared ? [.. declared.Select(static energy => energy.MegawattHours)] : null);
}

/// <summary>What the company risks with all contracts together.</summary>
/// <param name="Known">Contracts with readings; the others count as contracted.</param>
/// <param name="OpenMegawattHours">Still to be delivered at prices of its own, less what is bought at such prices.</param>
/// <param name="PriceEffect">Change of the margin when the market moves by <paramref name="PriceMove"/> per MWh; negative is a loss.</param>
internal sealed record ExposureView(
    DateOnly Day, string Month, int Contracts, int Known, decimal ContractedMegawattHours, decimal ProjectedMegawattHours, decimal? Deviation, decimal DeviationCharge, decimal OpenMegawattHours, decimal PriceMove, decimal PriceEffect,
    decimal CreditAtRisk, decimal CreditLimit, int CreditExceeded, string? Currency, string? RuleSource)
{
    public static ExposureView Of(DeliveryLook look, PoolExposure pool) => new(
        look.Day.ToDateOnly(), look.Month.ToString(), pool.Contracts, pool.Known, pool.Contracted.MegawattHours, pool.Projected.MegawattHours, pool.Deviation, pool.DeviationCharge, pool.Price.Open.MegawattHours, pool.Price.Move,
        pool.Price.Effect, pool.CreditAtRisk, pool.CreditLimit, pool.CreditExceeded, look.Currency, look.RuleSource);
}
