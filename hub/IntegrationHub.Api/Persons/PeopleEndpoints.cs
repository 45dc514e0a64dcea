using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Certificates;
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

/// <summary>Persons, for security administrators who are signed in: every change is confirmed with password and code, has its reason, and nobody changes the own account.</summary>
internal static class PeopleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("people").WithOnlySignedIn().ForPersons(Permission.ManagePeople).ProducesProblem(StatusCodes.Status403Forbidden);
        people.MapGet("", ListAsync).WithName("listPeople").WithSummary("Persons with roles and open sessions, without phone numbers");
        people.MapGet("/{name}", FindAsync).WithName("getPerson").WithSummary("One person: roles, certificate, what waits for another administrator, last sign-in, open sessions").ProducesProblem(StatusCodes.Status404NotFound);
        Act(people.MapPost("", AddAsync)).WithName("addPerson").WithConfirmation("name", isSecret: true).WithSummary("Adds a person, whom another administrator switches on; the password is shown once");
        Act(people.MapPost("/{name}/roles", RolesAsync)).WithName("setRoles").WithConfirmation().WithSummary("Gives roles in place of those before, which ends the person's sessions; new roles of core users wait for another administrator (202)");
        Act(people.MapPost("/{name}/roles/agree", AgreeAsync)).WithName("agreeRoles").WithConfirmation().WithSummary("Agrees to roles that another administrator asked for; they come along as they were read");
        Act(people.MapPost("/{name}/roles/withdraw", WithdrawAsync)).WithName("withdrawRoles").WithConfirmation().WithSummary("Takes back or declines roles that were asked for");
        Act(people.MapPost("/{name}/phone", PhoneAsync)).WithName("setPhone").WithConfirmation(isSecret: true).WithSummary("Gives a new number for codes, which ends the sessions; the former number is told");
        Act(people.MapPost("/{name}/certificate/check", CheckCertificateAsync)).WithName("checkCertificate").WithSummary("What a certificate is, or why it would not be bound to the person; nothing is bound");
        Act(people.MapPost("/{name}/certificate", BindAsync)).WithName("bindCertificate").WithConfirmation().WithSummary("Binds a certificate in place of the one before, which ends the sessions");
        Act(people.MapPost("/{name}/certificate/unbind", UnbindAsync)).WithName("unbindCertificate").WithConfirmation().WithSummary("Takes the certificate away, which ends the sessions");
        Act(people.MapPost("/{name}/disable", DisableAsync)).WithName("disablePerson").WithConfirmation().WithSummary("Switches a person off, which ends the sessions");
        Act(people.MapPost("/{name}/enable", EnableAsync)).WithName("enablePerson").WithConfirmation().WithSummary("Switches a person on as it was read: one that was switched off, or that another administrator added or reset");
        Act(people.MapPost("/{name}/reset", ResetAsync)).WithName("resetPerson").WithConfirmation(isSecret: true).WithSummary("Gives a new password, shown once, and a new phone number where one is named; ends the sessions, and another administrator switches the person on again");
        people.MapPost("/{name}/sessions/{session:guid}/end", EndAsync).WithName("endSession").WithSummary("Ends a session of a person").ProducesProblem(StatusCodes.Status404NotFound);
        people.MapPost("/{name}/sessions/end", EndAllAsync).WithName("endSessions").WithSummary("Ends every session of a person").ProducesProblem(StatusCodes.Status404NotFound);
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

    private static async Task<Results<Ok<PersonFileView>, ProblemHttpResult>> FindAsync(HttpContext http, AccountAdministration accounts, SessionService sessions, string name) =>
        await accounts.FindAsync(name, http.RequestAborted) is { } file
            ? TypedResults.Ok(PersonFileView.Of(file, [.. (await sessions.ListAsync(file.Account.Id, http.RequestAborted)).Select(session => SessionView.Of(session, People.Who(http).Session))]))
            : Problems.Of([Unknown(name)]);

    private static async Task<Results<Ok<MadePassword>, ProblemHttpResult>> AddAsync(HttpContext http, AccountAdministration accounts, NewPerson order)
    {
        var password = PasswordRules.Make();
        var refused = await accounts.AddAsync(
            new NewAccount(order.Name, order.Class, order.Roles, order.DisplayName, order.Phone, password) { Leads = order.Leads ?? [], PersonNumber = order.PersonNumber },
            By(http, order.Why), http.RequestAborted);
        return refused.Count == 0 ? TypedResults.Ok(new MadePassword(AccountRules.Normal(order.Name), password)) : Problems.Of(refused);
    }

    private static async Task<Results<NoContent, Accepted, ProblemHttpResult>> RolesAsync(HttpContext http, AccountAdministration accounts, string name, NewRoles order)
    {
        var refused = await accounts.SetRolesAsync(name, order.Roles, order.Leads ?? [], By(http, order.Why), http.RequestAborted);
        return refused.Count > 0 ? Problems.Of(refused)
            : (await accounts.FindAsync(name, http.RequestAborted))?.Asked is not null ? TypedResults.Accepted((string?)null)
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AgreeAsync(HttpContext http, AccountAdministration accounts, string name, ReadRoles read) =>
        People.Done(await accounts.AgreeRolesAsync(name, read.Roles, By(http, why: null), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(HttpContext http, AccountAdministration accounts, string name, PersonAct order) =>
        People.Done(await accounts.WithdrawRolesAsync(name, By(http, order.Why), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> PhoneAsync(HttpContext http, AccountAdministration accounts, string name, NewPhone order) =>
        People.Done(await accounts.SetPhoneAsync(name, order.Phone, By(http, order.Why), http.RequestAborted));

    private static async Task<Results<Ok<ShownCertificate>, ProblemHttpResult>> CheckCertificateAsync(HttpContext http, AccountAdministration accounts, string name, CertificateText order)
    {
        using var certificate = CertificateOf(order.Certificate);
        var refused = certificate is null ? [ShownCertificate.Unreadable] : await accounts.BindCertificateAsync(name, certificate, By(http, why: null) with { IsTrial = true, NeedsWhy = false }, http.RequestAborted);
        return refused.Count == 0 ? TypedResults.Ok(ShownCertificate.Of(certificate!)) : Problems.Of(refused);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> BindAsync(HttpContext http, AccountAdministration accounts, string name, NewCertificate order)
    {
        using var certificate = CertificateOf(order.Certificate);
        return People.Done(certificate is null ? [ShownCertificate.Unreadable] : await accounts.BindCertificateAsync(name, certificate, By(http, order.Why), http.RequestAborted));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UnbindAsync(HttpContext http, AccountAdministration accounts, string name, PersonAct order) =>
        People.Done(await accounts.UnbindCertificateAsync(name, By(http, order.Why), http.RequestAborted));

    private static async Task<Results<NoContent, ProblemHttpResult>> DisableAsync(HttpContext http, AccountAdministration accounts, string name, PersonAct order) =>
        People.Done(await accounts.SwitchAsync(name, enabled: false, By(http, order.Why), http.RequestAborted));

    /// <summary>What is switched on is what was read: a phone or certificate that somebody changed meanwhile was looked at by nobody.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> EnableAsync(HttpContext http, AccountAdministration accounts, string name, PersonEnabling order) =>
        People.Done(await accounts.SwitchAsync(name, enabled: true, By(http, order.Why) with { Seen = order.Version }, http.RequestAborted));

    private static async Task<Results<Ok<MadePassword>, ProblemHttpResult>> ResetAsync(HttpContext http, AccountAdministration accounts, string name, ResetOrder order)
    {
        var password = PasswordRules.Make();
        var refused = await accounts.ResetAsync(name, password, order.Phone, By(http, order.Why), http.RequestAborted);
        return refused.Count == 0 ? TypedResults.Ok(new MadePassword(AccountRules.Normal(name), password)) : Problems.Of(refused);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(HttpContext http, AccountAdministration accounts, SessionService sessions, string name, Guid session) =>
        await accounts.FindAsync(name, http.RequestAborted) is { Account: var account }
            && await sessions.EndAsync(account.Id, session, People.Who(http).Account.Actor, People.EndedByAdministrator, http.RequestAborted)
            ? TypedResults.NoContent()
            : People.NoSession(session);

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAllAsync(HttpContext http, AccountAdministration accounts, SessionService sessions, string name)
    {
        if (await accounts.FindAsync(name, http.RequestAborted) is not { Account: var account })
            return Problems.Of([Unknown(name)]);

        await sessions.EndAllAsync(account.Id, People.Who(http).Account.Actor, People.EndedByAdministrator, http.RequestAborted);
        return TypedResults.NoContent();
    }

    private static ActedBy By(HttpContext http, string? why) => ActedBy.AtDoor(People.Who(http).Account, why);

    private static Rejection Unknown(string name) => new("ACCOUNT_UNKNOWN", null, $"there is no account {AccountRules.Normal(name)}", "name", "Look at the list of persons.");

    /// <summary>PEM as it is, DER in Base64.</summary>
    private static X509Certificate2? CertificateOf(string text)
    {
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            return ShownCertificate.Read(Encoding.UTF8.GetBytes(text));

        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var length) ? ShownCertificate.Read(octets.AsSpan(0, length)) : null;
    }
}

/// <summary>What calls about persons have in common.</summary>
internal static class People
{
    /// <summary>Why a session is over, in the ledger.</summary>
    public const string EndedByAdministrator = "ended by an administrator";

    public static SignedIn Who(HttpContext http) => http.Features.GetRequiredFeature<PersonRequest>().Who!;

    public static ProblemHttpResult NoSession(Guid session) => Problems.Of(new Rejection("SESSION_UNKNOWN", null, $"there is no open session {session}", "session", "Look at the list of sessions."));

    public static Results<NoContent, ProblemHttpResult> Done(IReadOnlyList<Rejection> refused) => refused.Count == 0 ? TypedResults.NoContent() : Problems.Of(refused);
}

/// <summary>A person in lists.</summary>
/// <param name="WaitsAfter">Who added or reset the person: another administrator switches the account on. Null where none has to.</param>
/// <param name="Asked">Roles that wait for another administrator.</param>
/// <param name="Certificates">How many are bound.</param>
public sealed record PersonView(
    string Name, string DisplayName, UserClass Class, IReadOnlyList<Role> Roles, IReadOnlyList<Department> Leads, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt, string? WaitsAfter, AskedRoles? Asked,
    int Certificates, IReadOnlyList<SessionView> Sessions)
{
    internal static PersonView Of(ListedAccount one, IReadOnlyList<SessionView> sessions) => new(
        one.Account.Name, one.Account.DisplayName, one.Account.Class, one.Account.Roles, one.Account.Leads, one.Account.CreatedAt, one.Account.DisabledAt, one.Account.SetBy, one.Asked,
        one.Certificates, sessions);
}

/// <summary>Everything that is kept of a person but the password and the whole phone number.</summary>
/// <param name="PersonNumber">Which human it is; null until it is stated.</param>
/// <param name="PhoneHint">Last digits.</param>
/// <param name="WaitsAfter">Who added or reset the person: another administrator switches the account on. Null where none has to.</param>
/// <param name="Asked">Roles that wait for another administrator.</param>
/// <param name="Version">Counts the changes; whoever switches the person on names it.</param>
public sealed record PersonFileView(
    string Name, string DisplayName, UserClass Class, IReadOnlyList<Role> Roles, IReadOnlyList<Department> Leads, string? PersonNumber, IReadOnlyList<string> OtherAccounts, string PhoneHint,
    DateTimeOffset CreatedAt, DateTimeOffset PasswordAt, DateTimeOffset? DisabledAt, string? WaitsAfter, DateTimeOffset? LastSignInAt, PersonCertificate? Certificate, AskedRoles? Asked, long Version,
    IReadOnlyList<SessionView> Sessions)
{
    internal static PersonFileView Of(PersonFile file, IReadOnlyList<SessionView> sessions)
    {
        var account = file.Account;
        return new(
            account.Name, account.DisplayName, account.Class, account.Roles, account.Leads, account.PersonNumber, account.OtherAccounts, account.PhoneHint, account.CreatedAt, file.PasswordAt,
            account.DisabledAt, account.SetBy, file.LastSignInAt, file.Key is { } key ? new PersonCertificate(key.IssuerKey, key.SubjectKey, key.BoundAt, account.Certificate) : null, file.Asked, file.Version,
            sessions);
    }
}

/// <summary>A certificate that is bound: by the keys of issuer and holder.</summary>
/// <param name="IssuerKey">SHA-256 of the public key, hex.</param>
/// <param name="SubjectKey">SHA-256 of the public key, hex.</param>
/// <param name="Shown">The certificate as it was when it was bound; null where it was bound before that was kept.</param>
public sealed record PersonCertificate(string IssuerKey, string SubjectKey, DateTimeOffset BoundAt, ShownCertificate? Shown);

/// <summary>A person to be.</summary>
/// <param name="Phone">For codes, in international form.</param>
/// <param name="PersonNumber">Which human it is: two accounts of one never check each other.</param>
/// <param name="Why">Reason, for the ledger.</param>
/// <param name="Leads">Departments that a head leads.</param>
public sealed record NewPerson(string Name, UserClass Class, IReadOnlyList<Role> Roles, string DisplayName, string Phone, string PersonNumber, string Why, IReadOnlyList<Department>? Leads = null);

/// <param name="Roles">All that the person has from now on.</param>
/// <param name="Why">Reason, for the ledger.</param>
/// <param name="Leads">Departments that a head leads.</param>
public sealed record NewRoles(IReadOnlyList<Role> Roles, string Why, IReadOnlyList<Department>? Leads = null);

/// <param name="Roles">What was asked for, as it was read.</param>
public sealed record ReadRoles(IReadOnlyList<Role> Roles);

/// <param name="Phone">For codes, in international form.</param>
/// <param name="Why">Reason, for the ledger.</param>
public sealed record NewPhone(string Phone, string Why);

/// <param name="Certificate">PEM, or DER in Base64.</param>
public sealed record CertificateText(string Certificate);

/// <param name="Certificate">PEM, or DER in Base64.</param>
/// <param name="Why">Reason, for the ledger.</param>
public sealed record NewCertificate(string Certificate, string Why);

/// <param name="Why">Reason, for the ledger.</param>
public sealed record PersonAct(string Why);

/// <param name="Version">Of the person as it was read.</param>
/// <param name="Why">Reason, for the ledger.</param>
public sealed record PersonEnabling(long Version, string Why);

/// <param name="Why">Reason, for the ledger.</param>
/// <param name="Phone">A new number for codes; the one before stays where it is left away.</param>
public sealed record ResetOrder(string Why, string? Phone = null);

/// <summary>A password that was made, shown in this one answer.</summary>
public sealed record MadePassword(string Name, string Password);
