using IntegrationHub.Exchange;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Running;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IntegrationHub.Api;

/// <summary>Refusals as problem details (RFC 9457) with the members <c>code</c>, <c>remedy</c> and, of all that is wrong, <c>findings</c>.</summary>
public static class Problems
{
    public const string ActorMissing = "ACTOR_MISSING";
    public const string RequestWrong = ProblemAnswers.RequestWrong;

    private const string Split = "Split the file, and send its parts one after the other; or import it with the command of the same name.";

    public static ProblemHttpResult Of(IReadOnlyList<Finding> findings)
    {
        var first = findings[0];
        return Problem(StatusOf(first.Code), first.Code, first.Text, first.Remedy, findings);
    }

    /// <summary>Code of what is not done at the doors of persons.</summary>
    internal const string DoorClosed = "DOOR_CLOSED";

    /// <summary>The same of a refusal of the core.</summary>
    public static ProblemHttpResult Of(Rejection refused) => Of([refused]);

    /// <summary>The same of everything that the core refuses at once.</summary>
    public static ProblemHttpResult Of(IReadOnlyList<Rejection> refused) => Of([.. refused.Select(static one => new Finding(one.Code, one.Where, "", 0, one.Text, one.Remedy))]);

    /// <summary>The caller has not what the call needs.</summary>
    public static ProblemHttpResult PermissionMissing(string permission) =>
        Problem(StatusCodes.Status403Forbidden, "PERMISSION_MISSING", $"This needs {permission}.", "Ask somebody who has it; docs/identity.md says which roles do.", []);

    public static ProblemHttpResult NoActor { get; } =
        Problem(StatusCodes.Status401Unauthorized, ActorMissing, "The request names nobody who is known.", $"Name yourself in the header {HeaderActor.Header}.", []);

    /// <summary>No token where one is needed.</summary>
    internal static ProblemHttpResult TokenMissing { get; } =
        Problem(StatusCodes.Status401Unauthorized, "TOKEN_MISSING", "The request brings no token of a service account.", "Send `Authorization: Bearer TOKEN`; `ihub service-account rotate` makes one.", []);

    /// <summary>Whatever is wrong with a token.</summary>
    internal static ProblemHttpResult TokenRefused { get; } = Problem(
        StatusCodes.Status401Unauthorized, "TOKEN_REFUSED", "The token is not good here.", "Look into the ledger for service-account.refused: unknown, expired, revoked, or sent without its certificate.", []);

    internal static ProblemHttpResult TooManyCalls { get; } =
        Problem(StatusCodes.Status429TooManyRequests, "TOO_MANY_CALLS", "There are more calls in a minute than the account may make.", "Wait a minute, or have the account's limit raised.", []);

    /// <summary>An address that no program may call.</summary>
    internal static ProblemHttpResult ForPersons { get; } =
        Problem(StatusCodes.Status403Forbidden, "SCOPE_NEVER", "This is done by persons alone, or there is no such address.", "Have somebody do it who may; the OpenAPI document lists all addresses.", []);

    internal static ProblemHttpResult ScopeMissing(string scope) =>
        Problem(StatusCodes.Status403Forbidden, "SCOPE_MISSING", $"The account has not the scope {scope}.", "Propose an account that has it.", []);

    /// <summary>No session where one is needed, or one that is over.</summary>
    internal static ProblemHttpResult SessionMissing { get; } = Problem(
        StatusCodes.Status401Unauthorized, "SESSION_MISSING", "The call brings no session that is good at this door.",
        "Sign in at /api/v1/sign-in, and send `Authorization: Session TOKEN`; at the core door with the certificate that it began with.", []);

    /// <summary>What only a session proves, asked for where there is none.</summary>
    internal static ProblemHttpResult SignInNeeded { get; } = Problem(
        StatusCodes.Status403Forbidden, "SIGN_IN_NEEDED", "Only somebody who signed in with every factor does this; here nobody proves who calls.",
        "Call it at a door of persons with a session, or use the command of the hub for it.", []);

    /// <summary>An address that is for the socket and for programs alone.</summary>
    internal static ProblemHttpResult NotAtDoors { get; } = Problem(
        StatusCodes.Status403Forbidden, DoorClosed, "This is not done at the doors of persons.", "Do it on the page, or at the socket of the data folder; docs/api.md says which calls persons have.", []);

    internal static ProblemHttpResult ConfirmationNeeded { get; } = Problem(
        StatusCodes.Status403Forbidden, "CONFIRMATION_NEEDED", "This is confirmed with password and code first.",
        "Send the very same call with `Ihub-Confirm: password BASE64` (of the password in UTF-8), then with `Ihub-Confirm: code DIGITS`.", []);

    internal static ProblemHttpResult ConfirmationCodeSent { get; } = Problem(
        StatusCodes.Status403Forbidden, "CONFIRMATION_CODE_SENT", "The password is right; a code for this very call is on its way.", "Send the very same call with `Ihub-Confirm: code DIGITS` within five minutes.", []);

    internal static ProblemHttpResult ConfirmationWrong { get; } = Problem(
        StatusCodes.Status403Forbidden, "CONFIRMATION_WRONG", "The password or the code is wrong, or the code is for another call.", "Send the very same call as the one that the code was asked for with; five wrong codes end the session.", []);

    internal static ProblemHttpResult ConfirmationOver { get; } =
        Problem(StatusCodes.Status403Forbidden, "CONFIRMATION_OVER", "No code waits for this call any more.", "Begin again with `Ihub-Confirm: password BASE64`.", []);

    public const string RequestTooLarge = ProblemAnswers.RequestTooLarge;

    /// <summary>A body that is larger than what its address takes.</summary>
    public static ProblemHttpResult TooLarge(string text) => Problem(StatusCodes.Status413PayloadTooLarge, RequestTooLarge, text, Split, []);

    public static ProblemHttpResult Wrong(string text, string remedy) => Problem(StatusCodes.Status400BadRequest, RequestWrong, text, remedy, []);

    /// <summary>What an exception is to the caller.</summary>
    internal static int StatusOf(Exception fault) => fault switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ConfidentialRefusedException => StatusCodes.Status403Forbidden,
        StorageUnavailableException => StatusCodes.Status503ServiceUnavailable,
        ProcessBusyException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Gives a problem that the framework made its code and remedy.</summary>
    internal static void Complete(ProblemDetails details, Exception? fault)
    {
        if (fault is ConfidentialRefusedException closed)
        {
            (details.Title, details.Detail) = (closed.Code, closed.Message);
            (details.Extensions["code"], details.Extensions["remedy"]) = (closed.Code, closed.Remedy);
        }

        if (details.Extensions.ContainsKey("code"))
        {
            return;
        }

        var (code, remedy) = ProblemAnswers.OfStatus(details.Status);
        details.Extensions["code"] = code;
        details.Extensions["remedy"] = remedy;
    }

    private static ProblemHttpResult Problem(int status, string code, string text, string remedy, IReadOnlyList<Finding> findings) => ProblemAnswers.Of(
        status, code, text, remedy, [.. findings.Select(static finding => new FindingView(finding.Code, finding.Element, finding.Name, finding.Line, finding.Text, finding.Remedy))]);

    /// <summary>By the stable endings of codes; what is none of them is wrong content.</summary>
    private static int StatusOf(string code) => code switch
    {
        _ when code.EndsWith("_UNKNOWN", StringComparison.Ordinal) => StatusCodes.Status404NotFound,
        "PROCESS_NOT_ALLOWED" or "TASK_NOT_CANDIDATE" or "TASK_NOT_CONFIRMED" or DoorClosed or "ABSENCE_NOT_ALLOWED" or "PEOPLE_SELF" or "BREAK_GLASS_SELF" or "BREAK_GLASS_CONCERNED" or "BREAK_GLASS_REVIEWER" or "BREAK_GLASS_ADMINISTRATOR" => StatusCodes.Status403Forbidden,
        _ when code.EndsWith("_FOUR_EYES", StringComparison.Ordinal) => StatusCodes.Status403Forbidden,
        "TASK_CLAIMED" or "TASK_NOT_OPEN" or "TASK_CHANGED" or "TASK_NOT_SHOWN" or "INSTANCE_ID_TAKEN" or "CONTRACT_TRANSITION" or "RECORD_CHANGED" or "RECORD_EXISTS"
            or "EXCHANGE_STATE" or "EXCHANGE_UNDER_WAY" or "EXCHANGE_RECEIVED" or "EVIDENCE_REFUSED"
            or "ACCOUNT_EXISTS" or "PEOPLE_CHANGED" or "SERVICE_EXISTS" or "SERVICE_STATE" or "SERVICE_CHANGED" or "BREAK_GLASS_STATE" or "REVIEW_OLD" or "REVIEW_CHANGED" or "REVIEW_THERE" or "ARTICLE_CHANGED" or "ARTICLE_NO_DRAFT" or "REQUEST_ANSWERED" or "REQUEST_ON_ITS_WAY" or "NODE_RUNNING" or "SURVEY_CHANGED" or "SURVEY_NO_DRAFT" or "DRILL_ALREADY" or "DRILL_NONE" or "DRILL_PRODUCTION" or "DRILL_NO_SIMULATOR" or "DRILL_SIMULATOR_OFF" => StatusCodes.Status409Conflict,
        "BYTES_DAMAGED" => StatusCodes.Status500InternalServerError,
        _ when code.StartsWith("STEP_", StringComparison.Ordinal) => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
