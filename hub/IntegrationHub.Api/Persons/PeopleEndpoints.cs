using IntegrationHub.Exchange;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>Persons, for security administrators who are signed in: every change is confirmed with password and code, and nobody changes the own account.</summary>
internal static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("people").WithOnlySignedIn().ForPersons(Permission.ManagePeople).ProducesProblem(StatusCodes.Status403Forbidden);
        people.MapGet("", ListAsync).WithName("listPeople").WithSummary("Persons with roles and open sessions, without phone numbers");
        Act(people.MapPost("", AddAsync)).WithName("addPerson").WithConfirmation("name", isSecret: true).WithSummary("Adds a person, whom another administrator switches on; the password is shown once");
        Act(people.MapPost("/{name}/roles", RolesAsync)).WithName("setRoles").WithConfirmation().WithSummary("Gives roles in place of those before, which ends the person's sessions");
        Act(people.MapPost("/{name}/disable", DisableAsync)).WithName("disablePerson").WithConfirmation().WithSummary("Switches a person off, which ends the sessions");
        Act(people.MapPost("/{name}/enable", EnableAsync)).WithName("enablePerson").WithConfirmation().WithSummary("Switches a person on: one that was switched off, or that another administrator added or reset");
        Act(people.MapPost("/{name}/reset", ResetAsync)).WithName("resetPerson").WithConfirmation(isSecret: true).WithSummary("Gives a new password, shown once, and a new phone number where one is named; ends the sessions, and another administrator switches the person on again");
        people.MapPost("/{name}/sessions/{session:guid}/end", EndAsync).WithName("endSession").WithSummary("Ends a session of a person").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Act(RouteHandlerBuilder endpoint) =>
        endpoint.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Ok<IReadOnlyList<PersonView>>> ListAsync(HttpContext http, AccountAdministration accounts, SessionService sessions)
    {
        var open = (await sessions.ListAllAsync(http.RequestAborted)).ToLookup(static session => session.Account);
        var present = People.Who(http).Session;
        return TypedResults.Ok<IReadOnlyList<PersonView>>(
            [.. (await accounts.ListAsync(http.RequestAborted)).Select(one => PersonView.Of(one, [.. open[one.Account.Id].Select(session => SessionView.Of(session, present))]))]);
    }

    private static async Task<Results<Ok<MadePassword>, ProblemHttpResult>> AddAsync(HttpContext http, AccountAdministration accounts, NewPerson order)
    {
        var password = PasswordRules.Make();
        var refused = await accounts.AddAsync(
            new NewAccount(order.Name, order.Class, order.Roles, order.DisplayName, order.Phone, password) { Leads = order.Leads ?? [], PersonNumber = order.PersonNumber, Waits = true },
            People.Who(http).Account.Actor, http.RequestAborted);
        return refused.Count == 0 ? TypedResults.Ok(new MadePassword(AccountRules.Normal(order.Name), password)) : Problems.Of(refused);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> RolesAsync(HttpContext http, AccountAdministration accounts, string name, NewRoles order) =>
        ChangeAsync(http, name, actor => accounts.SetRolesAsync(name, order.Roles, order.Leads ?? [], actor, http.RequestAborted));

    private static Task<Results<NoContent, ProblemHttpResult>> DisableAsync(HttpContext http, AccountAdministration accounts, string name) =>
        ChangeAsync(http, name, actor => accounts.SwitchAsync(name, enabled: false, actor, http.RequestAborted));

    private static Task<Results<NoContent, ProblemHttpResult>> EnableAsync(HttpContext http, AccountAdministration accounts, string name) =>
        ChangeAsync(http, name, actor => accounts.SwitchAsync(name, enabled: true, actor, http.RequestAborted, People.Who(http).Account.IsActor));

    private static async Task<Results<Ok<MadePassword>, ProblemHttpResult>> ResetAsync(HttpContext http, AccountAdministration accounts, string name, ResetOrder order)
    {
        var password = PasswordRules.Make();
        var refused = People.IsSelf(http, name) ? [People.Self] : await accounts.ResetAsync(name, password, order.Phone, People.Who(http).Account.Actor, http.RequestAborted, waits: true);
        return refused.Count == 0 ? TypedResults.Ok(new MadePassword(AccountRules.Normal(name), password)) : Problems.Of(refused);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext http, AccountAdministration accounts, SessionService sessions, string name, Guid session)
    {
        var normal = AccountRules.Normal(name);
        return (await accounts.ListAsync(http.RequestAborted)).FirstOrDefault(one => one.Account.Name == normal) is { } of
            && await sessions.EndAsync(of.Account.Id, session, People.Who(http).Account.Actor, "ended by an administrator", http.RequestAborted)
            ? TypedResults.NoContent()
            : People.NoSession(session);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(HttpContext http, string name, Func<string, Task<IReadOnlyList<Rejection>>> change) =>
        People.Done(People.IsSelf(http, name) ? [People.Self] : await change(People.Who(http).Account.Actor));
}

/// <summary>What calls about persons have in common.</summary>
internal static class People
{
    /// <summary>Two of them change each other: nobody gives himself rights, or a way in, alone.</summary>
    public static Rejection Self { get; } = new("PEOPLE_SELF", null, "nobody changes the own account so", "name", "Have another security administrator do it; the own password is changed at /account/password.");

    public static SignedIn Who(HttpContext http) => http.Features.GetRequiredFeature<PersonRequest>().Who!;

    public static bool IsSelf(HttpContext http, string name) => Who(http).Account.IsActor("user:" + AccountRules.Normal(name));

    public static ProblemHttpResult NoSession(Guid session) => Problems.Of(new Rejection("SESSION_UNKNOWN", null, $"there is no open session {session}", "session", "Look at the list of sessions."));

    public static Results<NoContent, ProblemHttpResult> Done(IReadOnlyList<Rejection> refused) => refused.Count == 0 ? TypedResults.NoContent() : Problems.Of(refused);
}

/// <summary>A person in lists.</summary>
/// <param name="Certificates">How many are bound.</param>
public sealed record PersonView(
    string Name, string DisplayName, UserClass Class, IReadOnlyList<Role> Roles, IReadOnlyList<Department> Leads, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, int Certificates, IReadOnlyList<SessionView> Sessions)
{
    internal static PersonView Of(ListedAccount one, IReadOnlyList<SessionView> sessions) => new(
        one.Account.Name, one.Account.DisplayName, one.Account.Class, one.Account.Roles, one.Account.Leads, one.Account.CreatedAt, one.Account.DisabledAt, one.Certificates, sessions);
}

/// <summary>A person to be.</summary>
/// <param name="Phone">For codes, in international form.</param>
/// <param name="PersonNumber">Which human it is: two accounts of one never check each other.</param>
/// <param name="Leads">Departments that a head leads.</param>
public sealed record NewPerson(string Name, UserClass Class, IReadOnlyList<Role> Roles, string DisplayName, string Phone, string PersonNumber, IReadOnlyList<Department>? Leads = null);

/// <param name="Roles">All that the person has from now on.</param>
/// <param name="Leads">Departments that a head leads.</param>
public sealed record NewRoles(IReadOnlyList<Role> Roles, IReadOnlyList<Department>? Leads = null);

/// <param name="Phone">A new number for codes; the one before stays where it is left away.</param>
public sealed record ResetOrder(string? Phone = null);

/// <summary>A password that was made, shown in this one answer.</summary>
public sealed record MadePassword(string Name, string Password);
