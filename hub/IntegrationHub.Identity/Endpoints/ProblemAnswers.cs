using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IntegrationHub.Identity.Endpoints;

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Element">Id of the element, or name of the field.</param>
/// <param name="Name">The name a person gave it.</param>
/// <param name="Line">Line of the file, from 1; 0 where there is none.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record FindingView(string Code, string Element, string Name, long Line, string Text, string Remedy);

/// <summary>Refusals of calls as problem details (RFC 9457) with the members <c>code</c>, <c>remedy</c> and, of all that is wrong, <c>findings</c>: of every application that has calls.</summary>
public static class ProblemAnswers
{
    public const string RequestWrong = "REQUEST_WRONG";
    public const string RequestTooLarge = "REQUEST_TOO_LARGE";
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>Somebody asks for more than a person does; <c>Retry-After</c> says how long to wait.</summary>
    public static ProblemHttpResult TooManyCalls { get; } = Of(
        StatusCodes.Status429TooManyRequests, "TOO_MANY_CALLS", "There are more calls from this session, or without one from this address, than are answered in a minute.",
        "Wait as long as Retry-After says.", []);

    /// <summary>The answer.</summary>
    /// <param name="status">Of HTTP.</param>
    /// <param name="code">Stable code.</param>
    /// <param name="text">What is wrong.</param>
    /// <param name="remedy">What to do about it.</param>
    /// <param name="findings">All that is wrong; empty where the text says everything.</param>
    public static ProblemHttpResult Of(int status, string code, string text, string remedy, IReadOnlyList<FindingView> findings)
    {
        var details = new ProblemDetails { Status = status, Title = code, Detail = text };
        details.Extensions["code"] = code;
        details.Extensions["remedy"] = remedy;
        if (findings.Count > 0)
        {
            details.Extensions["findings"] = findings.ToArray();
        }

        return TypedResults.Problem(details);
    }

    /// <summary>Code and remedy of what no endpoint answers: a body that cannot be read, an address that there is not, a store that is away, a bug.</summary>
    public static (string Code, string Remedy) OfStatus(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => (RequestWrong, "Compare the request with the OpenAPI document."),
        StatusCodes.Status404NotFound => ("ADDRESS_UNKNOWN", "The OpenAPI document lists all addresses."),
        StatusCodes.Status405MethodNotAllowed => ("METHOD_WRONG", "The OpenAPI document lists the methods of each address."),
        StatusCodes.Status413PayloadTooLarge => (RequestTooLarge, "Split what is sent, and send its parts one after the other."),
        StatusCodes.Status415UnsupportedMediaType => ("MEDIA_TYPE_WRONG", "Send application/json."),
        StatusCodes.Status421MisdirectedRequest => ("REQUEST_MISDIRECTED", "Call it by the name that it listens to."),
        StatusCodes.Status503ServiceUnavailable => ("STORE_UNAVAILABLE", "Try again later."),
        _ => (InternalError, "Look into the hub's log."),
    };
}
