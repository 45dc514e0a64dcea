using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Requests;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>Who one is here, own sessions, the own password.</summary>
internal static class AccountCalls
{
    public static void Map(RouteGroupBuilder own)
    {
        var account = own.MapGroup("/account").WithTags("account");
        account.MapGet("", Show).WithName("getOwnAccount").WithSummary("Who the session is of");
        account.MapGet("/sessions", Sessions).WithName("listOwnSessions").WithSummary("Own open sessions, of pages and of calls, the newest first");
        account.MapPost("/sessions/{id:guid}/end", EndAsync).WithName("endOwnSession").WithSummary("Ends an own session").ProducesProblem(StatusCodes.Status404NotFound);
        account.MapPost("/sign-out", SignOutAsync).WithName("signOut").WithSummary("Ends the session of the call");
        account.MapPost("/password", PasswordAsync).Costly().Takes<PasswordOrder>().WithName("changeOwnPassword").WithSummary("Asks for another password; when it is taken every session ends")
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
    }

    private static Ok<OwnAccount> Show(HttpContext http)
    {
        var (who, session) = (http.Customer().Login, http.Customer().Session);
        return TypedResults.Ok(new OwnAccount(who.Name, who.DisplayName, who.PhoneHint, session.Id, session.BegunAt, session.ExpiresAt));
    }

    private static Ok<IReadOnlyList<SessionView>> Sessions(HttpContext http, CustomerSessions sessions)
    {
        var who = http.Customer();
        return TypedResults.Ok<IReadOnlyList<SessionView>>([.. sessions.ListOf(who.Login.Name).Select(one => SessionView.Of(one, who.Session.Id))]);
    }

    /// <summary>Of somebody else's session nobody learns whether there is one.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext http, Guid id, CustomerSessions sessions) =>
        await sessions.EndAsync(http.Customer().Login.Name, id, "ended by its owner", http.RequestAborted) ? TypedResults.NoContent() : ApiAnswers.NotThere("open session", code: "SESSION_UNKNOWN");

    private static async Task<NoContent> SignOutAsync(HttpContext http, CustomerSessions sessions)
    {
        await sessions.EndAsync(http.Customer(), "signed out", http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static Task<Results<Accepted<RequestTaken>, ProblemHttpResult>> PasswordAsync(HttpContext http, PasswordDesk desk) => Bodies.OrderAsync<PasswordOrder>(http, "login", (order, request) =>
        desk.ChangeAsync(http.Customer().Login, CustomerVisitors.Of(http), request, order.Present, order.Wanted, http.RequestAborted));
}

/// <summary>Who is signed in.</summary>
/// <param name="Phone">Last digits of the number that codes go to.</param>
/// <param name="Until">When the session ends at the latest.</param>
internal sealed record OwnAccount(string Name, string DisplayName, string Phone, Guid Session, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>An open session.</summary>
/// <param name="Way"><c>pages</c> or <c>calls</c>.</param>
/// <param name="Browser">By what the browser or program calls itself, where it is a common one; else null.</param>
/// <param name="System">The same of the system.</param>
/// <param name="IsThis">It is the one of the call.</param>
internal sealed record SessionView(Guid Id, SessionWay Way, DateTimeOffset BegunAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string Address, string? Browser, string? System, bool IsThis)
{
    public static SessionView Of(CustomerSession session, Guid present)
    {
        var (browser, system) = BrowserNames.Of(session.Visitor.Agent);
        return new(session.Id, session.Visitor.Way, session.BegunAt, session.SeenAt, session.ExpiresAt, session.Visitor.Address, browser, system, session.Id == present);
    }
}

/// <summary>Another password.</summary>
/// <param name="Request">An id of version 7 that the caller makes: sent twice it is one request.</param>
internal sealed record PasswordOrder(Guid Request, string Present, string Wanted) : IOrder;
