using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>The way in at the doors of persons: the same steps, factors and counters as the pages. What was wrong nobody is told.</summary>
internal static class SignInEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var signIn = api.MapGroup("/sign-in").WithTags("sign-in").WithOnlySignedIn().ForEverybody("this is the way in").ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("", PasswordAsync).WithName("beginSignIn").WithSummary("Name and password, at the core door with the certificate; a code is sent");
        signIn.MapPost("/code", CodeAsync).WithName("finishSignIn").WithSummary("The code; answers the token of the session");
        signIn.MapPost("/code/another", AnotherAsync).WithName("sendAnotherCode").WithSummary("Sends another code in place of the one before");
    }

    private static async Task<Results<Ok<SignInBegun>, ProblemHttpResult>> PasswordAsync(HttpContext http, PasswordStep step, SignInOrder order) =>
        order.IsTooLong() ? SignInAnswers.Failed : SignInAnswers.Of(await step.TryAsync(VisitorOf(http), order.Name, order.Password, http.RequestAborted));

    private static async Task<Results<Ok<SessionMade>, ProblemHttpResult>> CodeAsync(HttpContext http, CodeStep step, SignInCode order) =>
        SessionToken.Parse(order.Token) is { } token ? SignInAnswers.Of(await step.TryAsync(VisitorOf(http), token, order.Digits(), http.RequestAborted)) : SignInAnswers.Over;

    private static async Task<Results<NoContent, ProblemHttpResult>> AnotherAsync(HttpContext http, CodeStep step, SignInToken order) =>
        SessionToken.Parse(order.Token) is { } token ? SignInAnswers.OfAnother(await step.SendAnotherAsync(VisitorOf(http), token, http.RequestAborted)) : SignInAnswers.Over;

    private static Visitor VisitorOf(HttpContext http) => http.Features.GetRequiredFeature<PersonRequest>().Visitor;
}
