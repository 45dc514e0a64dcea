using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Identity.Endpoints;

/// <summary>What the steps of signing in say to a program, at every door the same. What was wrong nobody is told.</summary>
public static class SignInAnswers
{
    /// <summary>Characters of a field that are looked at.</summary>
    public const int LongestField = 200;

    public static ProblemHttpResult Failed { get; } = ProblemAnswers.Of(
        StatusCodes.Status401Unauthorized, "SIGN_IN_FAILED", "This does not let anybody in.", "Check name, password, code, and door and certificate where one is needed; which of them was wrong nobody is told.", []);

    public static ProblemHttpResult Over { get; } =
        ProblemAnswers.Of(StatusCodes.Status401Unauthorized, "SIGN_IN_OVER", "Signing in is over: no try is left, or it took too long.", "Begin anew with name and password.", []);

    public static ProblemHttpResult TooManyTries { get; } =
        ProblemAnswers.Of(StatusCodes.Status429TooManyRequests, "TOO_MANY_TRIES", "There were too many tries or codes.", "Wait a quarter of an hour; after many codes, an hour.", []);

    public static ProblemHttpResult CodeNotSent { get; } =
        ProblemAnswers.Of(StatusCodes.Status503ServiceUnavailable, "CODE_NOT_SENT", "The gateway did not take the message with the code.", "Try again in a minute.", []);

    public static Results<Ok<SignInBegun>, ProblemHttpResult> Of(PasswordResult result) =>
        result.Status == PasswordStatus.TooMany ? TooManyTries
        : result is { Token: { } token, Status: PasswordStatus.CodeSent or PasswordStatus.CodeNotSent } ? TypedResults.Ok(new SignInBegun(token.ToString(), result.Status == PasswordStatus.CodeSent, result.PhoneHint))
        : Failed;

    public static Results<Ok<SessionMade>, ProblemHttpResult> Of(CodeResult result) => result.Status switch
    {
        CodeStatus.Complete => TypedResults.Ok(new SessionMade(result.Token!.ToString())),
        CodeStatus.Wrong => Failed,
        _ => Over,
    };

    public static Results<NoContent, ProblemHttpResult> OfAnother(PasswordStatus status) => status switch
    {
        PasswordStatus.CodeSent => TypedResults.NoContent(),
        PasswordStatus.TooMany => TooManyTries,
        PasswordStatus.CodeNotSent => CodeNotSent,
        _ => Over,
    };
}

/// <summary>Name and password.</summary>
public sealed record SignInOrder(string Name, string Password)
{
    /// <summary>No name and no password is as long: it is not worth hashing.</summary>
    public bool IsTooLong() => Name.Length > SignInAnswers.LongestField || Password.Length > SignInAnswers.LongestField;
}

/// <summary>An unfinished session.</summary>
/// <param name="Token">To finish it with.</param>
/// <param name="CodeSent">False where the gateway did not take the message; another one can be asked for.</param>
/// <param name="Phone">Last digits of the number that the code went to.</param>
public sealed record SignInBegun(string Token, bool CodeSent, string? Phone);

/// <summary>The code.</summary>
/// <param name="Token">Of the unfinished session.</param>
public sealed record SignInCode(string Token, string Code)
{
    /// <summary>People write codes with spaces.</summary>
    public string Digits() => string.Concat(Code.Where(char.IsAsciiDigit).Take(SignInAnswers.LongestField));
}

/// <param name="Token">Of the unfinished session.</param>
public sealed record SignInToken(string Token);

/// <summary>Somebody is signed in.</summary>
/// <param name="Token">Goes with every call: <c>Authorization: Session TOKEN</c>. It is shown once.</param>
public sealed record SessionMade(string Token);
