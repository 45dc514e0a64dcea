using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.SignIn;

/// <summary>A person's own password, after the present one and a code.</summary>
internal static class PasswordEndpoints
{
    private const int LongestField = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/account/password", Show).Needs(Permission.OwnAccount);
        endpoints.MapPost("/account/password", ChangeAsync).Needs(Permission.OwnAccount).Costly();
    }

    private static RazorComponentResult<NewPasswordPage> Show(StepUp stepUp, HttpContext http) => Page(stepUp, http, problem: null, StatusCodes.Status200OK);

    /// <summary>The present password and a code are asked for before the new one is typed, so that no page carries it along.</summary>
    private static async Task<IResult> ChangeAsync(HttpContext http, Confirmation confirmation, StepUp stepUp, AccountAdministration accounts)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        if (await confirmation.AskAsync(http, [], new ConfirmedAct("password.title", [(page.T("people.name"), page.Who!.Account.Name)], "/account")) is { } ask)
            return ask;

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["password"].Count == 0)
            return Page(stepUp, http, problem: null, StatusCodes.Status200OK);

        var (password, again) = (form["password"].ToString(), form["again"].ToString());
        if (password.Length > LongestField || password != again)
            return Page(stepUp, http, "PASSWORD_AGAIN", StatusCodes.Status422UnprocessableEntity);

        var who = http.Features.GetRequiredFeature<SignedIn>();
        var refused = await accounts.ChangeOwnPasswordAsync(who, password, http.RequestAborted);
        return refused.Count == 0 ? Results.Redirect("/account?done=password") : Page(stepUp, http, refused[0].Code, StatusCodes.Status422UnprocessableEntity);
    }

    private static RazorComponentResult<NewPasswordPage> Page(StepUp stepUp, HttpContext http, string? problem, int status) =>
        new(new { Confirmed = stepUp.Until(http.Features.GetRequiredFeature<SignedIn>()) is not null, Problem = problem }) { StatusCode = status };
}
