using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Workflows.Tasks;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Api.Services;

/// <summary>Who calls, as the table of permissions sees it.</summary>
/// <param name="Actor">For the ledger: <c>user:NAME</c>, <c>service:NAME</c>, or the plain name that the configuration has.</param>
/// <param name="Permissions">What the table grants.</param>
/// <param name="IsAuditor">True where every look is an event, not only those into content.</param>
public sealed record Caller(string Actor, IReadOnlySet<Permission> Permissions, bool IsAuditor)
{
    /// <summary>The same as processes and books have it: by the name alone, with the parts played, those of whom it stands in for among them.</summary>
    public required Actor InProcesses { get; init; }
}

/// <summary>
/// What whoever calls may, where processes do not decide it: a program by its scopes, a person by the roles of the account, a name of the configuration by the roles whose part in
/// processes it plays. Who stands in for somebody does that person's tasks and reads nothing more.
/// </summary>
public sealed class Callers(IRequestActor actors, AccountReader people)
{
    /// <summary>Null where nobody is named, or nobody has this name.</summary>
    public async Task<Caller?> FindAsync(HttpContext http)
    {
        if (await actors.FindAsync(http) is not { } actor)
        {
            return null;
        }

        if (http.Features.Get<ServiceCaller>() is { } program)
        {
            return new Caller(program.Actor, program.Scopes, IsAuditor: false) { InProcesses = actor };
        }

        if (await people.FindAsync(actor.User, http.RequestAborted) is { } account)
        {
            return new Caller(account.Actor, PermissionTable.Of(account.Roles), account.Class == UserClass.Auditor) { InProcesses = actor };
        }

        var roles = ProcessRoleTable.WhoPlay(actor.Roles);
        return new Caller(actor.User, PermissionTable.Of(roles), roles.Contains(Role.Auditor)) { InProcesses = actor };
    }

    /// <summary>Whether whoever calls has a permission.</summary>
    public async Task<bool> MayAsync(HttpContext http, Permission needs) => await FindAsync(http) is { } caller && caller.Permissions.Contains(needs);
}
