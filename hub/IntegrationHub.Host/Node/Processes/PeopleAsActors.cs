using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>Persons who sign in are the actors of processes, with the roles of <see cref="ProcessRoleTable"/>; a name of which there is no account at all may stand in the configuration. Who is switched off is nobody.</summary>
internal sealed class PeopleAsActors(AccountReader people, ConfiguredStaff configured) : IActorDirectory
{
    public async Task<Actor?> FindAsync(string user, CancellationToken cancellation) => await people.FindAsync(user, cancellation) is { } account
        ? new Actor(account.Name, [.. ProcessRoleTable.Of(account)], []) { OtherAccounts = [.. account.OtherAccounts] }
        : await people.ExistsAsync(user, cancellation) ? null : await configured.FindAsync(user, cancellation);
}

/// <summary>As <see cref="RolePolicy"/>; whoever only audits begins nothing, and <see cref="ProcessStartTable"/> says who begins what.</summary>
internal sealed class TablePolicy : IProcessPolicy
{
    private readonly RolePolicy _roles = new();

    public Finding? Check(Actor actor, ProcessAct act) => act == ProcessAct.Look
        ? _roles.Check(actor, act)
        : _roles.Check(actor with { Roles = actor.Roles.Remove(ProcessRoleTable.Auditor) }, act);

    public Finding? CheckStart(Actor actor, string process) => Check(actor, ProcessAct.Start) ?? (ProcessStartTable.MayStart(actor.Roles, process)
        ? null
        : new Finding(RolePolicy.NotAllowed, actor.User, "", 0, $"{actor.User} may not begin {process}.", "Ask somebody whose department begins it."));
}
