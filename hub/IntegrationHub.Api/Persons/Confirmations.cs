using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Api.Persons;

/// <summary>
/// Asks for password and code again before a call that its page confirms, too. The very same call is sent three times: as it is, with the password, with the code that came. The code is good for
/// that address and that body and no other, and the call that brings it uses it up.
/// </summary>
internal sealed class Confirmations : IEndpointFilter
{
    /// <summary>Header: <c>password BASE64</c> of its UTF-8, then <c>code DIGITS</c>.</summary>
    public const string Header = "Ihub-Confirm";

    private const string Password = "password ";
    private const string Code = "code ";
    private const int LongestSubject = 80;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Confirmed>() is { } asked && http.Features.Get<PersonRequest>() is { Token: { } token })
        {
            var body = await BodyAsync(http);
            if (await AskAsync(http, new ConfirmedThing(ActOf(http, asked, token, body), SummaryOf(http, asked, body))) is { } refused)
            {
                return refused;
            }
        }

        return await next(context);
    }

    /// <summary>Null where the person who calls has confirmed this thing; the confirmation is used up then. For what is known only when more of a call was read than its address.</summary>
    /// <exception cref="InvalidOperationException">Nobody with a session calls.</exception>
    public static async Task<ProblemHttpResult?> AskAsync(HttpContext http, ConfirmedThing thing)
    {
        if (http.Features.Get<PersonRequest>() is not { Who: { } who, Token: { } token } person)
        {
            throw new InvalidOperationException("What is confirmed is for persons with a session alone.");
        }

        var stepUp = http.RequestServices.GetRequiredService<StepUp>();
        var header = http.Request.Headers[Header].ToString();
        if (header.StartsWith(Password, StringComparison.OrdinalIgnoreCase))
        {
            return TryPassword(header[Password.Length..]) is not { } password ? Problems.ConfirmationWrong
                : await stepUp.BeginAsync(person.Visitor, who, token, password, thing, http.RequestAborted) switch
                {
                    PasswordStatus.CodeSent => Problems.ConfirmationCodeSent,
                    PasswordStatus.TooMany => SignInAnswers.TooManyTries,
                    PasswordStatus.CodeNotSent => SignInAnswers.CodeNotSent,
                    _ => Problems.ConfirmationWrong,
                };
        }

        if (!header.StartsWith(Code, StringComparison.OrdinalIgnoreCase))
        {
            return Problems.ConfirmationNeeded;
        }

        return await stepUp.FinishAsync(who, token, string.Concat(header.Where(char.IsAsciiDigit)), thing.Act, http.RequestAborted) switch
        {
            CodeStatus.Complete when stepUp.Use(who, thing.Act) => null,
            CodeStatus.Wrong => Problems.ConfirmationWrong,
            _ => Problems.ConfirmationOver,
        };
    }

    private static async Task<byte[]> BodyAsync(HttpContext http)
    {
        http.Request.Body.Position = 0;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body.Position = 0;
        return body.ToArray();
    }

    /// <summary>Digest of what the call asks for. Of a body with secrets it is keyed by the session: the digest stands in the ledger, and a number or password could be guessed from it.</summary>
    private static string ActOf(HttpContext http, Confirmed asked, SessionToken token, byte[] body)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(new { http.Request.Method, Address = http.Request.Path + http.Request.QueryString, Body = body });
        return Convert.ToHexStringLower(asked.IsSecret ? HMACSHA256.HashData(token.Octets, text) : SHA256.HashData(text));
    }

    private static string SummaryOf(HttpContext http, Confirmed asked, byte[] body)
    {
        var what = http.GetEndpoint()!.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? "";
        var subject = asked.Subject is { } member ? MemberOf(body, member) : string.Join(' ', http.Request.RouteValues.Values.Select(static value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return $"{subject[..Math.Min(subject.Length, LongestSubject)]} – {what}";
    }

    private static string MemberOf(byte[] body, string member)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    private static string? TryPassword(string text)
    {
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), octets, out var length) ? Encoding.UTF8.GetString(octets.AsSpan(0, length)) : null;
    }
}
