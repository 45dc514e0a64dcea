using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Portal.Hosting;

/// <summary>The signed-in person as the actor of processes, and which processes the person may see.</summary>
internal sealed class PortalActors(IActorDirectory directory)
{
    /// <summary>Processes of bids: what they show belongs to core users, as the bids do.</summary>
    private const string OfBids = "bid-";

    public async Task<Actor> OfAsync(HttpContext http)
    {
        var who = http.Features.GetRequiredFeature<SignedIn>();
        return await directory.FindAsync(who.Account.Name, http.RequestAborted) ?? new Actor(who.Account.Name, [], []);
    }

    public static bool MaySee(SignedIn who, string process) =>
        !process.StartsWith(OfBids, StringComparison.Ordinal) || who.Permissions.Contains(Permission.ReadBids) || who.Permissions.Contains(Permission.OperateProcesses);
}
