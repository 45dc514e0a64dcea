using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.SignIn;

/// <summary>The way in and out. Everything here is for everybody; what it gives away is decided by the steps of signing in.</summary>
internal static class SignInEndpoints
{
    private const int LongestField = 200;
    private const string WayIn = "this is the way in; what it gives away is decided by the steps of signing in";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", ShowPassword).OpenToEverybody(WayIn);
        endpoints.MapPost("/sign-in", PasswordAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapGet("/sign-in/code", ShowCodeAsync).OpenToEverybody(WayIn);
        endpoints.MapPost("/sign-in/code", CodeAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapPost("/sign-in/code/another", AnotherAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapPost("/sign-out", SignOutAsync).Needs(Permission.OwnAccount);
    }

    private static RazorComponentResult ShowPassword(HttpContext http, CertificateJudge certificates) => PasswordPage(http, certificates, problem: null, StatusCodes.Status200OK);

    private static async Task<IResult> PasswordAsync(HttpContext http, PasswordStep step, CertificateJudge certificates)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (name, password) = (Field(form, "name"), Field(form, "password"));
        var result = await step.TryAsync(Visitors.Of(http), name, password, http.RequestAborted);
        if (result.Token is { } token)
            Visitors.BeginUnfinished(http, token);

        return result.Status switch
        {
            PasswordStatus.CodeSent => Results.Redirect("/sign-in/code" + Return(http)),
            PasswordStatus.CodeNotSent => Results.Redirect("/sign-in/code?problem=not-sent"),
            PasswordStatus.TooMany => PasswordPage(http, certificates, "too-many", StatusCodes.Status429TooManyRequests),
            _ => PasswordPage(http, certificates, "failed", StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<IResult> ShowCodeAsync(HttpContext http, CodeStep step) => await CodePageAsync(http, step, http.Request.Query["problem"] == "not-sent" ? "not-sent" : null, StatusCodes.Status200OK);

    private static async Task<IResult> CodeAsync(HttpContext http, CodeStep step)
    {
        if (Visitors.UnfinishedOf(http) is not { } token)
            return Results.Redirect("/sign-in");

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var code = string.Concat(Field(form, "code").Where(char.IsAsciiDigit));
        var result = await step.TryAsync(Visitors.Of(http), token, code, http.RequestAborted);
        switch (result.Status)
        {
            case CodeStatus.Complete:
                Visitors.Complete(http, result.Token!);
                return Results.Redirect(LocalPath.Of(http.Request.Query["return"]));
            case CodeStatus.Wrong:
                return await CodePageAsync(http, step, "wrong", StatusCodes.Status400BadRequest);
            default:
                Visitors.Forget(http);
                return Results.Redirect("/sign-in?problem=over");
        }
    }

    private static async Task<IResult> AnotherAsync(HttpContext http, CodeStep step)
    {
        if (Visitors.UnfinishedOf(http) is not { } token)
            return Results.Redirect("/sign-in");

        return await step.SendAnotherAsync(Visitors.Of(http), token, http.RequestAborted) switch
        {
            PasswordStatus.CodeSent => await CodePageAsync(http, step, "sent-again", StatusCodes.Status200OK),
            PasswordStatus.TooMany => await CodePageAsync(http, step, "too-many", StatusCodes.Status429TooManyRequests),
            PasswordStatus.CodeNotSent => await CodePageAsync(http, step, "not-sent", StatusCodes.Status503ServiceUnavailable),
            _ => Results.Redirect("/sign-in?problem=over"),
        };
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, SessionService sessions)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        await sessions.EndAsync(who.Account.Id, who.Session, who.Account.Actor, "signed out", http.RequestAborted);
        Visitors.Forget(http);
        return Results.Redirect("/sign-in?problem=signed-out");
    }

    private static RazorComponentResult PasswordPage(HttpContext http, CertificateJudge certificates, string? problem, int status)
    {
        var visitor = Visitors.Of(http);
        var certificate = Doors.NeedsCertificate(visitor.Door) ? certificates.Judge(visitor.Certificate, out _) : null;
        var said = problem ?? (http.Request.Query["problem"].ToString() is "over" or "signed-out" ? http.Request.Query["problem"].ToString() : null);
        return new RazorComponentResult<PasswordPage>(new { Problem = said, Certificate = certificate, Return = Return(http) }) { StatusCode = status };
    }

    private static async Task<IResult> CodePageAsync(HttpContext http, CodeStep step, string? problem, int status)
    {
        var hint = Visitors.UnfinishedOf(http) is { } token ? await step.HintAsync(Visitors.Of(http), token, http.RequestAborted) : null;
        return hint is null
            ? Results.Redirect("/sign-in?problem=over")
            : new RazorComponentResult<CodePage>(new { PhoneHint = hint, Problem = problem, Return = Return(http) }) { StatusCode = status };
    }

    private static string Field(IFormCollection form, string name) => form[name].ToString() is { Length: <= LongestField } text ? text : "";

    private static string Return(HttpContext http) => LocalPath.Of(http.Request.Query["return"]) is { Length: > 1 } path ? "?return=" + Uri.EscapeDataString(path) : "";
}
