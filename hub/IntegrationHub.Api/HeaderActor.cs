using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api;

/// <summary>The header <c>Ihub-Actor</c> names the person. Only for a socket that nobody but the folder's owner can open: he could write into the store as well.</summary>
public sealed class HeaderActor(IActorDirectory directory) : IRequestActor
{
    public const string Header = "Ihub-Actor";

    public async Task<Actor?> FindAsync(HttpContext http) =>
        http.Request.Headers[Header] is [{ Length: > 0 } user] ? await directory.FindAsync(user, http.RequestAborted) : null;
}
