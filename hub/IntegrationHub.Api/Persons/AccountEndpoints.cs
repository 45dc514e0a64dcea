using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>The own account: who one is here, own sessions, the own password.</summary>
internal static class AccountEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var account = api.MapGroup("/account").WithTags("account").WithOnlySignedIn().ForPersons(Permission.OwnAccount);
        account.MapGet("", Show).WithName("getOwnAccount").WithSummary("Who the session is of, and what the person may");
        account.MapGet("/sessions", SessionsAsync).WithName("listOwnSessions").WithSummary("Own open sessions, newest first");
        account.MapPost("/sessions/{session:guid}/end", EndAsync).WithName("endOwnSession").WithSummary("Ends an own session").ProducesProblem(StatusCodes.Status404NotFound);
        account.MapPost("/sign-out", SignOutAsync).WithName("signOut").WithSummary("Ends the session of the call");
        account.MapPost("/password", PasswordAsync).WithName("changeOwnPassword").WithConfirmation(isSecret: true).WithSummary("Changes the own password, which ends the other sessions")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static Ok<OwnAccount> Show(HttpContext http)
    {
        var who = People.Who(http);
        return TypedResults.Ok(new OwnAccount(
            who.Account.Name, who.Account.DisplayName, who.Account.Class, who.Account.Roles, [.. who.Permissions.Order()], who.Session, who.Since, who.ExpiresAt));
    }

    private static async Task<Ok<IReadOnlyList<SessionView>>> SessionsAsync(HttpContext http, SessionService sessions)
    {
        var who = People.Who(http);
        return TypedResults.Ok<IReadOnlyList<SessionView>>([.. (await sessions.ListAsync(who.Account.Id, http.RequestAborted)).Select(one => SessionView.Of(one, who.Session))]);
    }

    /// <summary>Of somebody else's session nobody learns whether there is one.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext http, SessionService sessions, Guid session)
    {
        var who = People.Who(http);
        return await sessions.EndAsync(who.Account.Id, session, who.Account.Actor, "ended by its owner", http.RequestAborted) ? TypedResults.NoContent() : People.NoSession(session);
    }

    private static async Task<NoContent> SignOutAsync(HttpContext http, SessionService sessions)
    {
        var who = People.Who(http);
        await sessions.EndAsync(who.Account.Id, who.Session, who.Account.Actor, "signed out", http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PasswordAsync(HttpContext http, AccountAdministration accounts, NewPassword order) =>
        People.Done(await accounts.ChangeOwnPasswordAsync(People.Who(http), order.Password, http.RequestAborted));
}

/// <summary>Who is signed in.</summary>
/// <param name="Until">When the session ends at the latest.</param>
public sealed record OwnAccount(
    string Name, string DisplayName, UserClass Class, IReadOnlyList<Role> Roles, IReadOnlyList<Permission> Permissions, Guid Session, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>An open session.</summary>
/// <param name="IsThis">It is the one of the call.</param>
public sealed record SessionView(Guid Id, Door Door, DateTimeOffset BegunAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string Address, string Agent, bool IsThis)
{
    internal static SessionView Of(OpenSession session, Guid present) =>
        new(session.Id, session.Door, session.BegunAt, session.SeenAt, session.ExpiresAt, session.Address, session.Agent, session.Id == present);
}

/// <summary>The new password; the present one is in the confirmation.</summary>
public sealed record NewPassword(string Password);
