using System.Collections.Immutable;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace IntegrationHub.Portal.Hosting;

/// <summary>For whom the signed-in person stands in, as it was read for this request.</summary>
internal sealed record StandsIn(ImmutableArray<Substitution> For);

/// <summary>The signed-in person as the actor of processes, and which processes the person may see.</summary>
internal static class PortalActors
{
    /// <summary>Who signed in, as the session was read for this request.</summary>
    public static Actor Of(HttpContext http)
    {
        var account = http.Features.GetRequiredFeature<SignedIn>().Account;
        return new Actor(account.Name, [.. ProcessRoleTable.Of(account)], http.Features.Get<StandsIn>()?.For ?? []) { OtherAccounts = [.. account.OtherAccounts] };
    }

    /// <summary>Whether somebody may see the case at all: its diagram, where it stands, that something is in its way. What it holds is <see cref="MayReadValues"/>.</summary>
    public static bool MaySee(SignedIn who, string process) =>
        CaseValueTable.MaySee(who.Permissions, process);

    /// <summary>Whether somebody may read what a case holds. Repairing a process needs no values, so its operator has no right to them; of an unknown process nobody has.</summary>
    public static bool MayReadValues(SignedIn who, string process) =>
        CaseValueTable.MayRead(who.Permissions, process);

    /// <summary>Whether a task is for this person's eyes: what a task was given its candidates see, and bids stay with those who may read them.</summary>
    public static bool MayDecide(SignedIn who, string process) =>
        CaseValueTable.MayDecide(who.Permissions, process);
}
