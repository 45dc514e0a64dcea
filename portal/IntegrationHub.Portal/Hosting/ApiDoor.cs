using IntegrationHub.Identity.Endpoints;
using IntegrationHub.Identity.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IntegrationHub.Portal.Hosting;

/// <summary>The HTTP API at the doors of persons: for programs that people use, with the sessions, factors and permissions of the pages, by the token of <see cref="ApiCalls"/>.</summary>
internal static class ApiDoor
{
    /// <summary>For everybody: each call says there what it needs, and the way in needs nothing.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, PortalSettings settings)
    {
        if (settings.Api is { } api)
            endpoints.Map(ApiCalls.Root + "/{**call}", (HttpContext http, RequestRates rates) => api(http, new PersonRequest(Visitors.Of(http), Visitors.SessionOf(http), http.Features.Get<SignedIn>()) { TakeCostly = () => rates.TakeCostly(http) }))
                .OpenToEverybody("each call says there what it needs");
    }
}
