using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api.Processes;

/// <summary>
/// Which cases whoever calls learns of, and of which what they hold, as the pages say it: a program by its scopes, a person at a door by its permissions, a name at the socket by the roles that it plays.
/// </summary>
/// <param name="Granted">Scopes or permissions; null at the socket.</param>
internal sealed record CaseReach(IReadOnlySet<Permission>? Granted, Actor Actor, IProcessPolicy Policy)
{
    public static CaseReach Of(HttpContext http, Actor actor, IProcessPolicy policy) =>
        new(http.Features.Get<ServiceCaller>()?.Scopes ?? http.Features.Get<PersonRequest>()?.Who?.Permissions, actor, policy);

    /// <summary>Whether the caller learns that there is such a case.</summary>
    public bool Sees(string process) => Granted is { } granted ? CaseValueTable.MaySee(granted, process) : !CaseValueTable.IsBid(process) || Reads(process) || Actor.Roles.Contains(RolePolicy.Operator);

    /// <summary>Whether the caller learns what the case holds: variables, texts of incidents, details of the history.</summary>
    public bool Reads(string process) => Granted is { } granted ? CaseValueTable.MayRead(granted, process) : Policy.CheckRead(Actor, process) is null;

    /// <summary>Whether a task of the process is for the caller's eyes.</summary>
    public bool Decides(string process) => Granted is not { } granted || CaseValueTable.MayDecide(granted, process);
}
