using IntegrationHub.Evidence.Reviews;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Data;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Deliveries;
using IntegrationHub.Portal.Pages.Tasks;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Pages;

/// <summary>Home, reviews, operations, people, own sessions, and how pages look.</summary>
internal static class PageEndpoints
{
    private const int Few = 8;
    private const int Many = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", HomeAsync).Needs(Permission.OwnAccount);
        endpoints.MapGet("/reviews", ReviewsAsync).Needs(Permission.ReadLedger);
        endpoints.MapGet("/operations", OperationsAsync).Needs(Permission.ReadOperations);
        endpoints.MapGet("/people", PeopleAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost("/people/{account:guid}/sessions/{session:guid}/end", EndOfOtherAsync).Needs(Permission.ManagePeople);
        endpoints.MapGet("/account", AccountAsync).Needs(Permission.OwnAccount);
        endpoints.MapPost("/account/sessions/{session:guid}/end", EndOwnAsync).Needs(Permission.OwnAccount);
        endpoints.MapPost("/settings/{what}/{value}", Choose).OpenToEverybody("language and colours of a browser are a cookie of its own, chosen before signing in");
        // An address that leads nowhere is not found, as something of somebody else's is; who has not signed in learns neither.
        endpoints.MapFallback("{**path}", static () => Notices.NotFound()).Needs(Permission.OwnAccount);
    }

    private static async Task<IResult> HomeAsync(HttpContext http, IExchangeReader exchanges, IOperations operations, ExchangePages pages, TaskLists tasks, DeliveryBook deliveries, DeliveryWatch watch, ParameterBook parameters, Looks looks, TimeZones zones, PortalSettings settings, TimeProvider time)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var (reads, cancel) = (who.Permissions.Contains(Permission.ReadExchanges), http.RequestAborted);
        await looks.LookAsync(http, "home", question: null);
        var yesterday = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), settings.TimeZone).DateTime).AddDays(-1);
        var model = new HomeModel(
            yesterday,
            reads ? await exchanges.CountAsync(RetailerId.Default, zones.Start(yesterday), cancel) : null,
            reads ? pages.Rows(await exchanges.SearchAsync(RetailerId.Default, new ExchangeFilter(Max: Few), cancel)) : [],
            reads || who.Permissions.Contains(Permission.ReadOperations) ? await operations.AlarmsAsync(who.Permissions, cancel) : [],
            who.Permissions.Contains(Permission.ReadLedger) ? await LedgerReading.ReviewsAsync(who.Permissions, exchanges, Few, cancel) : [],
            who.Permissions.Contains(Permission.DoTasks) ? [.. (await tasks.ReadAsync(who, PortalActors.Of(http), new TaskQuestion("", null, null), after: null, cancel)).Rows.Take(Few)] : [],
            who.Permissions.Contains(Permission.ReadContracts) ? await WarningsAsync(who, PortalActors.Of(http), deliveries, watch, cancel) : [],
            who.Permissions.Contains(Permission.KeepReadings) ? await MissingFiguresAsync(parameters, watch, cancel) : []);
        return new RazorComponentResult<HomePage>(new { Model = model });
    }

    /// <summary>Contracts with warnings that concern the person, the most urgent ones; none while the books are closed, which their pages tell.</summary>
    private static async Task<IReadOnlyList<StoredDelivery>> WarningsAsync(SignedIn who, Workflows.Tasks.Actor actor, DeliveryBook deliveries, DeliveryWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            var warned = await deliveries.WarnedAsync(DeliveryWatch.MonthOn(watch.Today), cancellationToken);
            return [.. DeliveryRows.Urgent(warned.Where(one => DeliveryRows.Concerns(one, who, actor))).Take(Few)];
        }
        catch (ConfidentialRefusedException)
        {
            return [];
        }
    }

    /// <summary>Names of the figures that nobody entered for today; none while the books are closed.</summary>
    private static async Task<IReadOnlyList<string>> MissingFiguresAsync(ParameterBook parameters, DeliveryWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await parameters.FindAsync(cancellationToken)).MissingOn(watch.Today).Select(static problem => problem.Where)];
        }
        catch (ConfidentialRefusedException)
        {
            return [];
        }
    }

    private static async Task<IResult> ReviewsAsync(HttpContext http, IExchangeReader exchanges, Looks looks)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        await looks.RecordAsync(who.Account, "reviews", exchange: null, question: null, http.RequestAborted);
        return new RazorComponentResult<ReviewsPage>(new { Reviews = await LedgerReading.ReviewsAsync(who.Permissions, exchanges, Many, http.RequestAborted) });
    }

    private static async Task<IResult> OperationsAsync(HttpContext http, IOperations operations)
    {
        var granted = http.Features.GetRequiredFeature<SignedIn>().Permissions;
        var (state, alarms) = (await operations.ReadAsync(http.RequestAborted), await operations.AlarmsAsync(granted, http.RequestAborted));
        return new RazorComponentResult<OperationsPage>(new { State = state, Alarms = alarms });
    }

    private static async Task<IResult> PeopleAsync(HttpContext http, AccountAdministration accounts, SessionService sessions) => new RazorComponentResult<PeoplePage>(new
    {
        People = await accounts.ListAsync(http.RequestAborted),
        Sessions = await sessions.ListAllAsync(http.RequestAborted),
    });

    private static async Task<IResult> EndOfOtherAsync(HttpContext http, Guid account, Guid session, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return await sessions.EndAsync(account, session, who.Account.Actor, "ended by an administrator", http.RequestAborted) ? Results.Redirect("/people") : Notices.NotFound();
    }

    private static async Task<IResult> AccountAsync(HttpContext http, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return new RazorComponentResult<AccountPage>(new { Sessions = await sessions.ListAsync(who.Account.Id, http.RequestAborted) });
    }

    /// <summary>Of somebody else's session nobody learns whether there is one.</summary>
    private static async Task<IResult> EndOwnAsync(HttpContext http, Guid session, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return await sessions.EndAsync(who.Account.Id, session, who.Account.Actor, "ended by its owner", http.RequestAborted) ? Results.Redirect("/account") : Notices.NotFound();
    }

    private static async Task<IResult> Choose(HttpContext http, string what, string value)
    {
        var cookie = (what, value) switch
        {
            ("language", "zh" or "en") => PageContext.LanguageCookie,
            ("colours", "light" or "dark") => PageContext.ColoursCookie,
            _ => null,
        };
        if (cookie is null)
            return Notices.NotFound();

        http.Response.Cookies.Append(cookie, value, new CookieOptions { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = TimeSpan.FromDays(365) });
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return Results.Redirect(LocalPath.Of(form["return"]));
    }
}

/// <summary>What home shows; parts that the person may not see are empty.</summary>
/// <param name="Since">Day from which settled exchanges count.</param>
/// <param name="Counts">Open ones, and those that were settled since.</param>
/// <param name="Newest">Exchanges, newest first.</param>
/// <param name="Alarms">Newest first.</param>
/// <param name="Reviews">Newest first.</param>
/// <param name="Tasks">The person's own.</param>
/// <param name="Warnings">Contracts with warnings that concern the person.</param>
/// <param name="MissingFigures">Names of the retailer's parameters without a figure for today.</param>
public sealed record HomeModel(DateOnly Since, ExchangeCounts? Counts, IReadOnlyList<ExchangeRow> Newest, IReadOnlyList<Alarm> Alarms, IReadOnlyList<Review> Reviews, IReadOnlyList<Workflows.Engine.Store.TaskRow> Tasks,
    IReadOnlyList<StoredDelivery> Warnings, IReadOnlyList<string> MissingFigures);
