using IntegrationHub.Customers.Hosting;
using IntegrationHub.Customers.SignIn;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Customers.Api;

/// <summary>The way in: the same steps, counters and messages as the pages. What was wrong nobody is told.</summary>
internal static class SignInCalls
{
    public static void Map(RouteGroupBuilder api)
    {
        var signIn = api.MapGroup("/sign-in").WithTags("sign-in").OpenToEverybody("this is the way in; what it gives away is decided by the steps of signing in").Costly()
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("", PasswordAsync).Takes<SignInOrder>().WithName("beginSignIn").WithSummary("Name and password; a code is sent");
        signIn.MapPost("/code", CodeAsync).Takes<SignInCode>().WithName("finishSignIn").WithSummary("The code; answers the token of the session");
        signIn.MapPost("/code/another", AnotherAsync).Takes<SignInToken>().WithName("sendAnotherCode").WithSummary("Sends another code in place of the one before").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static Task<Results<Ok<SignInBegun>, ProblemHttpResult>> PasswordAsync(HttpContext http, CustomerSignIn signIn) => Bodies.WithAsync<SignInOrder, Ok<SignInBegun>>(http, async order =>
        order.IsTooLong() ? SignInAnswers.Failed : SignInAnswers.Of(await signIn.TryPasswordAsync(order.Name, order.Password, CustomerVisitors.Of(http), http.RequestAborted)));

    private static Task<Results<Ok<SessionMade>, ProblemHttpResult>> CodeAsync(HttpContext http, CustomerSignIn signIn) => Bodies.WithAsync<SignInCode, Ok<SessionMade>>(http, async order =>
        SessionToken.Parse(order.Token) is { } token ? SignInAnswers.Of(await signIn.TryCodeAsync(token, CustomerVisitors.Of(http), order.Digits(), http.RequestAborted)) : SignInAnswers.Over);

    private static Task<Results<NoContent, ProblemHttpResult>> AnotherAsync(HttpContext http, CustomerSignIn signIn) => Bodies.WithAsync<SignInToken, NoContent>(http, async order =>
        SessionToken.Parse(order.Token) is { } token ? SignInAnswers.OfAnother(await signIn.SendAnotherAsync(token, CustomerVisitors.Of(http), http.RequestAborted)) : SignInAnswers.Over);
}
