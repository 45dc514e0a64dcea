using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Persons who sign in are the actors of processes, with the roles of <see cref="ProcessRoleTable"/>; who has no account may stand in the configuration.</summary>
internal sealed class PeopleAsActors(AccountReader people, ConfiguredStaff configured) : IActorDirectory
{
    public async Task<Actor?> FindAsync(string user, CancellationToken cancellation) => await people.FindAsync(user, cancellation) is { } account
        ? new Actor(account.Name, [.. ProcessRoleTable.Of(account.Roles)], [])
        : await configured.FindAsync(user, cancellation);
}

/// <summary>As <see cref="RolePolicy"/>; whoever only audits begins nothing.</summary>
internal sealed class TablePolicy : IProcessPolicy
{
    private readonly RolePolicy _roles = new();

    public Finding? Check(Actor actor, ProcessAct act) => act == ProcessAct.Look
        ? _roles.Check(actor, act)
        : _roles.Check(actor with { Roles = actor.Roles.Remove(ProcessRoleTable.Auditor) }, act);
}
