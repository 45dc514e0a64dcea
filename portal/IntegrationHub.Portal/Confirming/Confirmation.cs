using System.Security.Cryptography;
using System.Text.Json;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IntegrationHub.Portal.Confirming;

/// <summary>What is about to be done, as the page that asks for confirmation shows it.</summary>
/// <param name="Title">Key of the text that says what it is.</param>
/// <param name="Facts">Each with its name in the person's language.</param>
/// <param name="Back">Where the person goes who does not want it.</param>
public sealed record ConfirmedAct(string Title, IReadOnlyList<(string Name, string Value)> Facts, string Back)
{
    /// <summary>Case and decision in a few words, for the message with the code.</summary>
    public string Summary { get; init; } = "";
}

/// <summary>
/// Puts the question for password and code between a form and what it does. The page that asks carries the form along, so nothing that was filled in is
/// lost and nothing else is done than what it shows. The code is bound to address and fields of the form, and used up by the request that it lets through.
/// </summary>
internal sealed class Confirmation(StepUp stepUp)
{
    public const string PasswordField = "confirm-password";
    public const string CodeField = "confirm-code";

    private static readonly string[] Own = [PasswordField, CodeField, "username", "form-token"];

    /// <summary>Digest of what a request asks for: its address and the fields of its form.</summary>
    public static string ActOf(HttpContext http, IEnumerable<KeyValuePair<string, string>> carried)
    {
        var fields = carried.Where(static field => !Own.Contains(field.Key)).OrderBy(static field => field.Key, StringComparer.Ordinal).Select(static field => new[] { field.Key, field.Value });
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Address = http.Request.Path.Value, Fields = fields })));
    }

    /// <summary><c>null</c> where the person has confirmed; else the page that asks.</summary>
    /// <param name="http">The request, a form that will be sent again.</param>
    /// <param name="carried">Fields of the form as they are to come again. Without any, nothing is done yet: then the person is confirmed for this address alone, and for some minutes.</param>
    /// <param name="act">What it is about.</param>
    public async Task<IResult?> AskAsync(HttpContext http, IEnumerable<KeyValuePair<string, string>> carried, ConfirmedAct act)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        var fields = carried.Where(static field => !Own.Contains(field.Key)).ToList();
        var digest = ActOf(http, fields);
        if (fields.Count == 0 ? stepUp.Holds(who, digest) : stepUp.Use(who, digest))
            return null;

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var token = Visitors.SessionOf(http)!;
        if (form[CodeField].ToString() is { Length: > 0 } typed)
        {
            var code = string.Concat(typed.Where(char.IsAsciiDigit));
            return await stepUp.FinishAsync(who, token, code, digest, http.RequestAborted) switch
            {
                CodeStatus.Complete when fields.Count == 0 || stepUp.Use(who, digest) => null,
                CodeStatus.Wrong => Page(StatusCodes.Status400BadRequest, "wrong", asksCode: true),
                _ => Page(StatusCodes.Status400BadRequest, "over", asksCode: false),
            };
        }

        if (form[PasswordField].ToString() is { Length: > 0 } password)
        {
            return await stepUp.BeginAsync(Visitors.Of(http), who, token, password, new ConfirmedThing(digest, act.Summary), http.RequestAborted) switch
            {
                PasswordStatus.CodeSent => Page(StatusCodes.Status200OK, problem: null, asksCode: true),
                PasswordStatus.TooMany => Page(StatusCodes.Status429TooManyRequests, "too-many", asksCode: false),
                PasswordStatus.CodeNotSent => Page(StatusCodes.Status503ServiceUnavailable, "not-sent", asksCode: false),
                _ => Page(StatusCodes.Status400BadRequest, "failed", asksCode: false),
            };
        }

        return Page(StatusCodes.Status200OK, problem: null, asksCode: false);

        RazorComponentResult<ConfirmPage> Page(int status, string? problem, bool asksCode) =>
            new(new { Act = act, Address = http.Request.Path.ToString(), Fields = fields, Problem = problem, AsksCode = asksCode }) { StatusCode = status };
    }
}
