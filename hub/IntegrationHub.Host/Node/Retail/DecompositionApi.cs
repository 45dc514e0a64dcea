using IntegrationHub.Api;
using IntegrationHub.Api.Persons;
using IntegrationHub.Api.Retail;
using IntegrationHub.Api.Services;
using IntegrationHub.Identity.People;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Retail;
using IntegrationHub.Retail.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace IntegrationHub.Host.Node.Retail;

/// <summary>What contracts were decomposed into when they were signed, in the HTTP API.</summary>
internal sealed class DecompositionApi : IApiPart
{
    public void AddTo(IServiceCollection services, IServiceProvider hub) => services
        .AddSingleton(hub.GetRequiredService<DecompositionBook>())
        .AddSingleton(hub.GetRequiredService<MonthGrids>());

    public void Map(RouteGroupBuilder api) => api.MapGet("/contracts/{number}/decomposition", FindAsync).WithTags("contracts").WithName("getDecomposition").WithContentLooks()
        .ForPersons(Permission.ReadContracts).ForServices(Permission.ReadContracts)
        .WithSummary("A contract's energy by months as it was frozen (`version`, else the newest that bound), what differs from another (`against`, else the one before that bound), the days of a `month` and the intervals of a `day`")
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);

    private static Task<Results<Ok<DecompositionView>, ProblemHttpResult>> FindAsync(
        HttpContext http, IRequestActor actors, Callers callers, DecompositionBook book, MonthGrids grids, string number, int? version, int? against, string? month, DateOnly? day) =>
        RetailApi.AsAsync<DecompositionView>(http, actors, callers, Permission.ReadContracts, async _ =>
        {
            BillingMonth? asked = null;
            if (month is not null && (asked = BillingMonth.TryParse(month, out var read) ? read : null) is null)
                return RetailApi.NoMonth;

            return await book.FindAsync(number, version, against, http.RequestAborted) is { } found
                ? TypedResults.Ok(DecompositionView.Of(found, grids, asked, day is { } one ? LocalDate.FromDateOnly(one) : null))
                : Problems.Of([RetailApi.Finding(RetailProblems.NotThere($"decomposition of {number}", "A contract is decomposed when it is signed; look at its versions."))]);
        });
}

/// <summary>A contract's energy as it was frozen.</summary>
/// <param name="Version">0 where it was not frozen and follows from the terms.</param>
/// <param name="Rule">By which days and intervals follow from months.</param>
/// <param name="FrozenBefore">Days before it were taken over from the version before.</param>
/// <param name="Unbound">Those of the versions that never bound: the signature was taken back, or the version of the contract given up.</param>
/// <param name="Days">Of the month that was asked for.</param>
/// <param name="Intervals">Of the day that was asked for.</param>
internal sealed record DecompositionView(
    string Contract, int Version, int ContractVersion, int Rule, string Source, DateOnly? FrozenBefore, IReadOnlyList<int> Versions, IReadOnlyList<int> Unbound, decimal MegawattHours, IReadOnlyList<DecompositionSpanView> Spans, int? Against,
    IReadOnlyList<DecompositionChangeView> Changes, IReadOnlyList<DecompositionDayView>? Days, IReadOnlyList<decimal>? Intervals)
{
    public static DecompositionView Of(DecompositionSheet sheet, MonthGrids grids, BillingMonth? month, LocalDate? day)
    {
        var one = sheet.Shown;
        return new(
            one.Contract, one.Version, one.ContractVersion, one.Rule, one.Source, one.FrozenBefore?.ToDateOnly(), sheet.Versions, sheet.Unbound, one.Total.MegawattHours,
            [.. one.Spans.Select(static span => new DecompositionSpanView(span.ContractVersion, span.From.ToDateOnly(), span.To.ToDateOnly(), span.Energy.MegawattHours))], sheet.Against,
            [.. sheet.Changes.Select(static change => new DecompositionChangeView(change.Month.ToString(), change.Before.MegawattHours, change.After.MegawattHours, change.From.ToDateOnly()))],
            month is { } asked ? [.. one.DaysOf(asked, grids.Calendar, grids.StepMinutes).Select(static one => new DecompositionDayView(one.Day.ToDateOnly(), one.Total.MegawattHours))] : null,
            day is { } wanted ? [.. one.DaysOf(BillingMonth.Of(wanted), grids.Calendar, grids.StepMinutes).Where(one => one.Day == wanted).SelectMany(static one => one.WattHours).Select(static energy => new Energy(energy).MegawattHours)] : null);
    }
}

/// <summary>Days of a month that share their energy alike.</summary>
internal sealed record DecompositionSpanView(int ContractVersion, DateOnly From, DateOnly To, decimal MegawattHours);

/// <param name="From">First day that differs.</param>
internal sealed record DecompositionChangeView(string Month, decimal BeforeMegawattHours, decimal AfterMegawattHours, DateOnly From);

internal sealed record DecompositionDayView(DateOnly Day, decimal MegawattHours);
