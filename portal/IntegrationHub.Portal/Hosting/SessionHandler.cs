using System.Security.Claims;
using System.Text.Encodings.Web;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Workflows.Engine.Acting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Portal.Hosting;

/// <summary>Asks the store for the session of every request: what was ended there is over here.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionService sessions, BreakGlassWatch watch, IAbsences absences, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    /// <summary>Claim with the name of a permission.</summary>
    public const string PermissionClaim = "permission";

    /// <summary>Set by a page that reads itself anew.</summary>
    public const string LiveHeader = "X-Live";

    /// <summary>Whether a page reads itself anew.</summary>
    public static bool IsLive(HttpRequest request) => request.Headers[LiveHeader] == "true";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Visitors.SessionOf(Context) is not { } token)
            return AuthenticateResult.NoResult();

        // A list that keeps itself new is nobody at work. Whoever says so of other requests only shortens the session.
        var isUse = !IsLive(Request) && Request.Path != "/live";
        if (await sessions.FindAsync(Visitors.Of(Context), token, isUse, Context.RequestAborted) is not { } who)
            return AuthenticateResult.Fail("The session is over.");

        Context.Features.Set(who);
        Context.Features.Set(await watch.ReadAsync(Context.RequestAborted));
        Context.Features.Set(new StandsIn([.. await absences.OfAsync(who.Account.Name, time.GetUtcNow(), Context.RequestAborted)]));
        var claims = who.Permissions.Select(static permission => new Claim(PermissionClaim, permission.ToString()))
            .Append(new Claim(ClaimTypes.NameIdentifier, who.Account.Id.ToString()))
            .Append(new Claim(ClaimTypes.Sid, who.Session.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var back = HttpMethods.IsGet(Request.Method) && !IsFragment(Request) && Request.Path != "/" ? "?return=" + Uri.EscapeDataString(Request.Path + Request.QueryString) : "";
        if (IsFragment(Request))
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers["HX-Redirect"] = "/sign-in";
        }
        else
        {
            Response.Redirect("/sign-in" + back);
        }

        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public static bool IsFragment(HttpRequest request) => request.Headers["HX-Request"] == "true";
}
