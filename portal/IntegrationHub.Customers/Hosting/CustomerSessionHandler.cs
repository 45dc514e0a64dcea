using System.Security.Claims;
using System.Text.Encodings.Web;
using IntegrationHub.Customers.Api;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Customers.Hosting;

/// <summary>Asks for the session of every request: what was ended is over here.</summary>
internal sealed class CustomerSessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CustomerSessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "CustomerSession";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (CustomerVisitors.SessionOf(Context) is not { } token)
            return AuthenticateResult.NoResult();

        if (await sessions.FindAsync(token, CustomerVisitors.WayOf(Context), Context.RequestAborted) is not { } who)
            return AuthenticateResult.Fail("The session is over.");

        Context.Features.Set(who);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, who.Login.Name)], SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // An address that there is not is told as such: it is no page that signing in would open.
        if (Context.GetEndpoint() is null)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (ApiCalls.IsCall(Context))
            return ApiAnswers.SessionMissing.ExecuteAsync(Context);

        var back = HttpMethods.IsGet(Request.Method) ? "?return=" + Uri.EscapeDataString(Request.Path + Request.QueryString) : "";
        Response.Redirect("/sign-in" + back);
        return Task.CompletedTask;
    }

    /// <summary>Nobody is refused a page here that is there for somebody else: only what there is not.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
