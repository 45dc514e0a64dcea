using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.Pages;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.SignIn;

/// <summary>The way in and out, and a person's own sessions.</summary>
internal static class CustomerSignInEndpoints
{
    private const string WayIn = "this is the way in; what it gives away is decided by the steps of signing in";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", static (HttpContext http) => PasswordPage(http, problem: null, StatusCodes.Status200OK)).OpenToEverybody(WayIn);
        endpoints.MapPost("/sign-in", PasswordAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapGet("/sign-in/code", static (HttpContext http, CustomerSignIn signIn) =>
            CodePage(http, signIn, http.Request.Query["problem"] == "not-sent" ? "not-sent" : null, StatusCodes.Status200OK)).OpenToEverybody(WayIn);
        endpoints.MapPost("/sign-in/code", CodeAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapPost("/sign-in/code/another", AnotherAsync).OpenToEverybody(WayIn).Costly();
        endpoints.MapPost("/sign-out", SignOutAsync).NeedsCustomer();
        endpoints.MapPost("/my/sessions/{id:guid}/end", EndAsync).NeedsCustomer();
    }

    private static async Task<IResult> PasswordAsync(HttpContext http, CustomerSignIn signIn)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var result = await signIn.TryPasswordAsync(Field(form, "name"), Field(form, "password"), CustomerVisitors.Of(http), http.RequestAborted);
        if (result.Token is { } token)
            CustomerVisitors.BeginUnfinished(http, token);

        return result.Status switch
        {
            PasswordStatus.CodeSent => Results.Redirect("/sign-in/code" + Return(http)),
            PasswordStatus.CodeNotSent => Results.Redirect("/sign-in/code?problem=not-sent"),
            PasswordStatus.TooMany => PasswordPage(http, "too-many", StatusCodes.Status429TooManyRequests),
            _ => PasswordPage(http, "failed", StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<IResult> CodeAsync(HttpContext http, CustomerSignIn signIn)
    {
        if (CustomerVisitors.UnfinishedOf(http) is not { } token)
            return Results.Redirect("/sign-in");

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var result = await signIn.TryCodeAsync(token, CustomerVisitors.Of(http), string.Concat(Field(form, "code").Where(char.IsAsciiDigit)), http.RequestAborted);
        switch (result.Status)
        {
            case CodeStatus.Complete:
                CustomerVisitors.Complete(http, result.Token!);
                return Results.Redirect(LocalPath.Of(http.Request.Query["return"]) is { Length: > 1 } path ? path : "/my");
            case CodeStatus.Wrong:
                return CodePage(http, signIn, "wrong", StatusCodes.Status400BadRequest);
            default:
                CustomerVisitors.Forget(http);
                return Results.Redirect("/sign-in?problem=over");
        }
    }

    private static async Task<IResult> AnotherAsync(HttpContext http, CustomerSignIn signIn)
    {
        if (CustomerVisitors.UnfinishedOf(http) is not { } token)
            return Results.Redirect("/sign-in");

        return await signIn.SendAnotherAsync(token, CustomerVisitors.Of(http), http.RequestAborted) switch
        {
            PasswordStatus.CodeSent => CodePage(http, signIn, "sent-again", StatusCodes.Status200OK),
            PasswordStatus.TooMany => CodePage(http, signIn, "too-many", StatusCodes.Status429TooManyRequests),
            PasswordStatus.CodeNotSent => CodePage(http, signIn, "not-sent", StatusCodes.Status503ServiceUnavailable),
            _ => Results.Redirect("/sign-in?problem=over"),
        };
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, CustomerSessions sessions)
    {
        await sessions.EndAsync(http.Customer(), "signed out", http.RequestAborted);
        CustomerVisitors.Forget(http);
        return Results.Redirect("/sign-in?problem=signed-out");
    }

    /// <summary>Of somebody else's session nobody learns whether there is one.</summary>
    private static async Task<IResult> EndAsync(HttpContext http, Guid id, CustomerSessions sessions) =>
        await sessions.EndAsync(http.Customer().Login.Name, id, "ended by its owner", http.RequestAborted) ? Results.Redirect("/my") : CustomerNotices.NotFound();

    private static IResult PasswordPage(HttpContext http, string? problem, int status)
    {
        var said = problem ?? (http.Request.Query["problem"].ToString() is "over" or "signed-out" ? http.Request.Query["problem"].ToString() : null);
        return new RazorComponentResult<CustomerPasswordPage>(new { Problem = said, Return = Return(http) }) { StatusCode = status };
    }

    private static IResult CodePage(HttpContext http, CustomerSignIn signIn, string? problem, int status) =>
        CustomerVisitors.UnfinishedOf(http) is { } token && signIn.HintOf(token, CustomerVisitors.Of(http)) is { } hint
            ? new RazorComponentResult<CustomerCodePage>(new { PhoneHint = hint, Problem = problem, Return = Return(http) }) { StatusCode = status }
            : Results.Redirect("/sign-in?problem=over");

    private static string Field(IFormCollection form, string name) => form[name].ToString() is { Length: <= SignInAnswers.LongestField } text ? text : "";

    private static string Return(HttpContext http) => LocalPath.Of(http.Request.Query["return"]) is { Length: > 1 } path ? "?return=" + Uri.EscapeDataString(path) : "";
}
