using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using IntegrationHub.Portal.Pages.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Persons;

/// <summary>Persons, for the security administrator: who there is, whoever is added, and the sessions of all. What is done to one person is in <see cref="PersonActs"/>.</summary>
internal static class PeopleEndpoints
{
    private const string Home = "/people";

    private const string Ended = "ended by an administrator";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Home, static (HttpContext http, AccountAdministration accounts) => ListAsync(http, accounts, PersonForm.None)).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home, AddAsync).Needs(Permission.ManagePeople).Costly();
        endpoints.MapGet(Home + "/{name}", static (HttpContext http, string name) => PersonAsync(http, name, PersonForm.None, password: null)).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/disable", PersonActs.DisableAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/enable", PersonActs.EnableAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/reset", PersonActs.ResetAsync).Needs(Permission.ManagePeople).Costly();
        endpoints.MapPost(Home + "/{name}/phone", PersonActs.PhoneAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/roles", PersonActs.RolesAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/roles/agree", PersonActs.AgreeAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/roles/withdraw", PersonActs.WithdrawAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/certificate", PersonActs.BindAsync).Needs(Permission.ManagePeople).TakesFile().Costly();
        endpoints.MapPost(Home + "/{name}/certificate/unbind", PersonActs.UnbindAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/sessions/end", EndAllAsync).Needs(Permission.ManagePeople);
        endpoints.MapPost(Home + "/{name}/sessions/{session:guid}/end", EndAsync).Needs(Permission.ManagePeople);
    }

    /// <summary>The page of a person, with a form that was refused or a password that was made.</summary>
    internal static async Task<IResult> PersonAsync(HttpContext http, string name, PersonForm form, string? password)
    {
        var accounts = http.RequestServices.GetRequiredService<AccountAdministration>();
        if (await accounts.FindAsync(name, http.RequestAborted) is not { } file)
            return Notices.NotFound();

        var sessions = await http.RequestServices.GetRequiredService<SessionService>().ListAsync(file.Account.Id, http.RequestAborted);
        return new RazorComponentResult<PersonPage>(new { Model = new PersonModel(file, sessions) { Form = form, Password = password } }) { StatusCode = StatusOf(form) };
    }

    private static async Task<IResult> ListAsync(HttpContext http, AccountAdministration accounts, PersonForm form) => new RazorComponentResult<PeoplePage>(new
    {
        People = await accounts.ListAsync(http.RequestAborted),
        Sessions = await http.RequestServices.GetRequiredService<SessionService>().ListAllAsync(http.RequestAborted),
        Form = form,
    })
    {
        StatusCode = StatusOf(form),
    };

    private static async Task<IResult> AddAsync(HttpContext http, AccountAdministration accounts, Confirmation confirmation)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var (page, password) = (http.RequestServices.GetRequiredService<PageContext>(), PasswordRules.Make());
        var userClass = Enum.TryParse<UserClass>(posted["class"], out var chosen) ? chosen : UserClass.Staff;
        var roles = PersonFields.RolesOf(posted, userClass);
        var order = new NewAccount(AccountRules.Normal(posted["name"].ToString()), userClass, roles, posted["display"].ToString().Trim(), posted["phone"].ToString().Trim(), password)
        {
            Leads = PersonFields.LeadsOf(posted, roles), PersonNumber = posted["person"].ToString().Trim(),
        };
        var by = ActedBy.AtDoor(http.Features.GetRequiredFeature<SignedIn>().Account, posted["reason"]);
        var refused = await accounts.AddAsync(order, by with { IsTrial = true }, http.RequestAborted);
        if (refused.Count > 0)
            return await ListAsync(http, accounts, new PersonForm(PeoplePage.Add, posted, refused));

        List<KeyValuePair<string, string>> carried =
        [
            new("name", order.Name), new("display", order.DisplayName), new("person", order.PersonNumber), new("phone", order.Phone), new("class", userClass.ToString()), new("reason", by.Why ?? ""),
            .. roles.Select(static role => KeyValuePair.Create("role", role.ToString())), .. order.Leads.Select(static lead => KeyValuePair.Create("lead", lead.ToString())), PersonActs.Salt(posted),
        ];
        List<(string, string)> facts =
        [
            (page.T("people.name"), order.Name), (page.T("people.person"), order.DisplayName), (page.T("people.number"), order.PersonNumber), (page.T("account.phone"), order.Phone),
            (page.T("people.class"), page.Word("class", userClass.ToString())), (page.T("people.roles"), PersonActs.WordsOf(page, roles, order.Leads)), (page.T("people.reason"), by.Why ?? ""),
        ];
        if (await confirmation.AskAsync(http, carried, new ConfirmedAct("people.add", facts, Home) { Summary = $"{order.Name} – {page.T("people.add")}" }) is { } ask)
            return ask;

        refused = await accounts.AddAsync(order, by, http.RequestAborted);
        // The password stands in this one answer, which nothing keeps.
        return refused.Count > 0 ? await ListAsync(http, accounts, new PersonForm(PeoplePage.Add, posted, refused)) : await PersonAsync(http, order.Name, PersonForm.None, password);
    }

    private static async Task<IResult> EndAsync(HttpContext http, string name, Guid session, AccountAdministration accounts, SessionService sessions)
    {
        if (await accounts.FindAsync(name, http.RequestAborted) is not { Account: var account }
            || !await sessions.EndAsync(account.Id, session, http.Features.GetRequiredFeature<SignedIn>().Account.Actor, Ended, http.RequestAborted))
            return Notices.NotFound();

        var back = LocalPath.Of((await http.Request.ReadFormAsync(http.RequestAborted))["return"]);
        return Results.Redirect(back.StartsWith(Home, StringComparison.Ordinal) ? back : Home);
    }

    private static async Task<IResult> EndAllAsync(HttpContext http, string name, AccountAdministration accounts, SessionService sessions)
    {
        if (await accounts.FindAsync(name, http.RequestAborted) is not { Account: var account })
            return Notices.NotFound();

        await sessions.EndAllAsync(account.Id, http.Features.GetRequiredFeature<SignedIn>().Account.Actor, Ended, http.RequestAborted);
        return Results.Redirect($"{Home}/{Uri.EscapeDataString(account.Name)}?done=sessions");
    }

    private static int StatusOf(PersonForm form) => form.Refused.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
