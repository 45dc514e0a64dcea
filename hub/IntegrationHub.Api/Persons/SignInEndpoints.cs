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
    private const int LongestField = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var signIn = api.MapGroup("/sign-in").WithTags("sign-in").WithOnlySignedIn().ForEverybody("this is the way in").ProducesProblem(StatusCodes.Status429TooManyRequests);
        signIn.MapPost("", PasswordAsync).WithName("beginSignIn").WithSummary("Name and password, at the core door with the certificate; a code is sent");
        signIn.MapPost("/code", CodeAsync).WithName("finishSignIn").WithSummary("The code; answers the token of the session");
        signIn.MapPost("/code/another", AnotherAsync).WithName("sendAnotherCode").WithSummary("Sends another code in place of the one before");
    }

    private static async Task<Results<Ok<SignInBegun>, ProblemHttpResult>> PasswordAsync(HttpContext http, PasswordStep step, SignInOrder order)
    {
        if (order.Name.Length > LongestField || order.Password.Length > LongestField)
        {
            return Problems.SignInFailed;
        }

        var result = await step.TryAsync(VisitorOf(http), order.Name, order.Password, http.RequestAborted);
        return result.Status == PasswordStatus.TooMany ? Problems.TooManyTries
            : result is { Token: { } token, Status: PasswordStatus.CodeSent or PasswordStatus.CodeNotSent } ? TypedResults.Ok(new SignInBegun(token.ToString(), result.Status == PasswordStatus.CodeSent, result.PhoneHint))
            : Problems.SignInFailed;
    }

    private static async Task<Results<Ok<SessionMade>, ProblemHttpResult>> CodeAsync(HttpContext http, CodeStep step, SignInCode order)
    {
        if (SessionToken.Parse(order.Token) is not { } token)
        {
            return Problems.SignInOver;
        }

        var result = await step.TryAsync(VisitorOf(http), token, string.Concat(order.Code.Where(char.IsAsciiDigit).Take(LongestField)), http.RequestAborted);
        return result.Status switch
        {
            CodeStatus.Complete => TypedResults.Ok(new SessionMade(result.Token!.ToString())),
            CodeStatus.Wrong => Problems.SignInFailed,
            _ => Problems.SignInOver,
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AnotherAsync(HttpContext http, CodeStep step, SignInToken order)
    {
        if (SessionToken.Parse(order.Token) is not { } token)
        {
            return Problems.SignInOver;
        }

        return await step.SendAnotherAsync(VisitorOf(http), token, http.RequestAborted) switch
        {
            PasswordStatus.CodeSent => TypedResults.NoContent(),
            PasswordStatus.TooMany => Problems.TooManyTries,
            PasswordStatus.CodeNotSent => Problems.CodeNotSent,
            _ => Problems.SignInOver,
        };
    }

    private static Visitor VisitorOf(HttpContext http) => http.Features.GetRequiredFeature<PersonRequest>().Visitor;
}

/// <summary>Name and password.</summary>
public sealed record SignInOrder(string Name, string Password);

/// <summary>An unfinished session.</summary>
/// <param name="Token">To finish it with.</param>
/// <param name="CodeSent">False where the gateway did not take the message; another one can be asked for.</param>
/// <param name="Phone">Last digits of the number that the code went to.</param>
public sealed record SignInBegun(string Token, bool CodeSent, string? Phone);

/// <summary>The code.</summary>
/// <param name="Token">Of the unfinished session.</param>
public sealed record SignInCode(string Token, string Code);

/// <param name="Token">Of the unfinished session.</param>
public sealed record SignInToken(string Token);

/// <summary>Somebody is signed in.</summary>
/// <param name="Token">Goes with every call: <c>Authorization: Session TOKEN</c>. It is shown once.</param>
public sealed record SessionMade(string Token);
