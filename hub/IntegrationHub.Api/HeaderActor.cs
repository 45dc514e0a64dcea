using IntegrationHub.Api.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api;

/// <summary>
/// The program whose token was good; the person whose session is, at a door of persons; else the header <c>Ihub-Actor</c> names the person. The header counts only on a socket that nobody but the folder's owner
/// can open: he could write into the store as well. It counts for nothing where a connection came by TLS.
/// </summary>
public sealed class HeaderActor(IActorDirectory directory) : IRequestActor
{
    public const string Header = "Ihub-Actor";

    public async Task<Actor?> FindAsync(HttpContext http) =>
        http.Features.Get<ServiceActor>() is { } program ? program.Actor
        : http.Features.Get<PersonRequest>() is { } person ? person.Who is { } who ? await directory.FindAsync(who.Account.Name, http.RequestAborted) : null
        : http.Features.Get<ITlsHandshakeFeature>() is null && http.Request.Headers[Header] is [{ Length: > 0 } user] ? await directory.FindAsync(user, http.RequestAborted)
        : null;
}
