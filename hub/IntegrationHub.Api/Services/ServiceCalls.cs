using IntegrationHub.Api.Persons;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Api.Services;

/// <summary>
/// Programs with a token (<c>Authorization: Bearer</c>, RFC 6750), judged before anything of the body is read. By TLS nobody comes in without one; on the
/// socket of the data folder a token is judged where there is one, and the header that names a person counts for nothing beside it. Cookies count nowhere here.
/// </summary>
public static class ServiceCalls
{
    private const string Scheme = "Bearer ";

    /// <param name="application">The API's.</param>
    /// <param name="services">Judges tokens; <c>null</c> where no persons and programs are known, then every token is wrong.</param>
    public static void UseServiceAccounts(this IApplicationBuilder application, ServiceAuthentication? services) => application.Use(
        (http, next) => JudgeAsync(http, next, services));

    private static async Task JudgeAsync(HttpContext http, RequestDelegate next, ServiceAuthentication? services)
    {
        var header = http.Request.Headers.Authorization.ToString();
        // At a door of persons a token counts for nothing, and who calls was judged there.
        if (PersonCalls.IsAtDoor(http) || (header.Length == 0 && http.Features.Get<ITlsHandshakeFeature>() is null))
        {
            await next(http);
            return;
        }

        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
        if (token is null || services is null)
        {
            await AnswerAsync(http, token is null ? Problems.TokenMissing : Problems.TokenRefused, error: token is null ? null : "invalid_token");
            return;
        }

        var endpoint = http.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<ServiceScope>()?.Needs;
        var call = new ServiceCall(
            token, http.Connection.ClientCertificate, AttemptLimits.Normal(http.Connection.RemoteIpAddress), endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "", needs);
        var result = await services.JudgeAsync(call, http.RequestAborted);
        switch (result.Status)
        {
            case ServiceStatus.Good:
                var caller = result.Caller!;
                http.Features.Set(caller);
                http.Features.Set(new ServiceActor(new Actor(caller.Actor, [.. ServiceScopes.RolesOf(needs!.Value)], [])));
                await next(http);
                break;
            case ServiceStatus.OutOfScope:
                await AnswerAsync(http, needs is { } scope ? Problems.ScopeMissing(scope.ToString()) : Problems.ForPersons, "insufficient_scope");
                break;
            case ServiceStatus.TooMany:
                http.Response.Headers.RetryAfter = "60";
                await Problems.TooManyCalls.ExecuteAsync(http);
                break;
            default:
                await AnswerAsync(http, Problems.TokenRefused, "invalid_token");
                break;
        }
    }

    private static Task AnswerAsync(HttpContext http, ProblemHttpResult problem, string? error)
    {
        http.Response.Headers[HeaderNames.WWWAuthenticate] = error is null ? "Bearer" : $"Bearer error=\"{error}\"";
        return problem.ExecuteAsync(http);
    }
}

/// <summary>The program that calls, as the actor of what it does.</summary>
internal sealed record ServiceActor(Actor Actor);
