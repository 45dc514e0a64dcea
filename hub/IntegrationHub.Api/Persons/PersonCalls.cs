using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Api.Persons;

/// <summary>
/// Judges calls of persons before anything of them is read: at a door of persons a call needs a session whose person has the endpoint's permission, the same as the page; what only a
/// session proves is refused elsewhere. What costs much is counted besides.
/// </summary>
public static class PersonCalls
{
    /// <summary>Octets of a body that is confirmed: it is held in memory until the code comes.</summary>
    private const int MostConfirmed = 64 * 1024;

    /// <summary>Octets of a body that a person sends, as of a file that a page takes.</summary>
    internal const int MostOctets = 8 << 20;

    public static void UsePersons(this IApplicationBuilder application) => application.Use(JudgeAsync);

    /// <summary>Why whoever calls at a door of persons may not; null where the person has the permission, and elsewhere, where others decide.</summary>
    internal static ProblemHttpResult? WhyNot(HttpContext http, Permission needs) => http.Features.Get<PersonRequest>() switch
    {
        null => null,
        { Who: null } => Problems.SessionMissing,
        { Who: { } who } => who.Permissions.Contains(needs) ? null : Problems.PermissionMissing(needs.ToString()),
    };

    /// <summary>True at a door of persons, where the endpoint's permission was judged already.</summary>
    internal static bool IsAtDoor(HttpContext http) => http.Features.Get<PersonRequest>() is not null;

    private static async Task JudgeAsync(HttpContext http, RequestDelegate next)
    {
        // What is no route says that method or media type are wrong, and nothing else.
        if (http.GetEndpoint() is RouteEndpoint endpoint && Refusal(http, endpoint.Metadata) is { } refused)
        {
            await refused.ExecuteAsync(http);
            return;
        }

        if (http.Features.Get<PersonRequest>() is { } person && http.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>() is { EndpointName: var name } && CostlyCalls.Names.Contains(name) && !person.TakeCostly())
        {
            await ProblemAnswers.TooManyCalls.ExecuteAsync(http);
            return;
        }

        if (IsAtDoor(http) && http.GetEndpoint()?.Metadata.GetMetadata<Confirmed>() is not null)
        {
            http.Request.EnableBuffering(MostConfirmed, MostConfirmed);
        }

        await next(http);
    }

    private static ProblemHttpResult? Refusal(HttpContext http, EndpointMetadataCollection metadata) =>
        !IsAtDoor(http) ? metadata.GetMetadata<OnlySignedIn>() is null ? null : Problems.SignInNeeded
        : metadata.GetMetadata<PersonScope>() is not { } scope ? Problems.NotAtDoors
        : scope.Needs is { } needs ? WhyNot(http, needs)
        : null;
}
