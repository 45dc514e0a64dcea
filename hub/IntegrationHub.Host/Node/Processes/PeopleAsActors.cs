using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Retail.Processes.Absences;
using IntegrationHub.Retail.Processes.Messages;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Host.Node.Processes;

/// <summary>
/// Persons who sign in are the actors of processes, with the roles of <see cref="ProcessRoleTable"/>; a name of which there is no account at all may stand in the configuration. Who is switched off is nobody,
/// and nobody stands in for him.
/// </summary>
internal sealed class PeopleAsActors(AccountReader people, ConfiguredStaff configured, AbsenceBook absences, TimeProvider time) : IActorDirectory, IAbsences, IDeputies, IStaffPhones
{
    async Task<StaffPhone?> IStaffPhones.FindAsync(string name, CancellationToken cancellationToken) =>
        await people.FindAsync(name, cancellationToken) is { Phone.Length: > 0 } account ? new(account.Name, account.Phone) : null;

    async Task<IReadOnlyList<StaffPhone>> IStaffPhones.WithRoleAsync(string role, CancellationToken cancellationToken)
    {
        var away = (await absences.NowAsync(cancellationToken)).Select(static absence => absence.Person).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await people.ListAsync(cancellationToken)).Where(account => account.Phone.Length > 0 && !away.Contains(account.Name) && ProcessRoleTable.Of(account).Contains(role))
                .Select(static account => new StaffPhone(account.Name, account.Phone)),
        ];
    }

    public async Task<Actor?> FindAsync(string user, CancellationToken cancellation) => await OwnAsync(user, cancellation) is { Actor: { } actor }
        ? actor with { StandsInFor = [.. await OfAsync(actor.User, time.GetUtcNow(), cancellation)] }
        : null;

    public Task<IReadOnlyList<Substitution>> AtAsync(DateTimeOffset now, CancellationToken cancellation) => AtAsync(now, null, cancellation);

    public Task<IReadOnlyList<Substitution>> OfAsync(string substitute, DateTimeOffset now, CancellationToken cancellation) => AtAsync(now, substitute, cancellation);

    /// <summary>Whoever stands in for somebody takes over that person's own roles, not what that person stands in for.</summary>
    private async Task<IReadOnlyList<Substitution>> AtAsync(DateTimeOffset now, string? deputy, CancellationToken cancellation)
    {
        var found = new List<Substitution>();
        foreach (var absence in (await absences.NowAsync(cancellation)).Where(absence => deputy is null || absence.Deputy == deputy))
        {
            var (from, to) = absences.TimeOf(absence);
            if (from > now || now >= to)
            {
                continue;
            }

            var (person, other) = (await OwnAsync(absence.Person, cancellation), await OwnAsync(absence.Deputy, cancellation));
            if (person.Actor is { } absent && WhyNot(absence.Person, absence.Deputy, person.Account, other) is null)
            {
                found.Add(new Substitution(absent.User, absent.Roles, absence.Deputy, from, to) { OtherAccounts = absent.OtherAccounts });
            }
        }

        return found;
    }

    /// <summary>A deputy works here, too, and signs in as strongly as the absent person: what asks for a certificate is nothing for who has none.</summary>
    public async Task<Finding?> WhyNotAsync(string person, string deputy, CancellationToken cancellation) =>
        WhyNot(person, deputy, await people.FindAsync(person, cancellation), await OwnAsync(deputy, cancellation));

    private static Finding? WhyNot(string person, string deputy, Account? absent, (Account? Account, Actor? Actor) other)
    {
        if (other.Actor is not { } actor || actor.Roles.All(static role => role == ProcessRoleTable.Auditor))
        {
            return new Finding(AbsenceCodes.Deputy, "deputy", "", 0, $"{deputy} has nothing to do with processes.", "Name somebody who works on them.");
        }

        return absent?.Class == other.Account?.Class
            ? null
            : new Finding(AbsenceCodes.Deputy, "deputy", "", 0, $"{deputy} signs in otherwise than {person}.", "Name somebody of the same class of persons.");
    }

    private async Task<(Account? Account, Actor? Actor)> OwnAsync(string user, CancellationToken cancellation) => await people.FindAsync(user, cancellation) is { } account
        ? (account, new Actor(account.Name, [.. ProcessRoleTable.Of(account)], []) { OtherAccounts = [.. account.OtherAccounts] })
        : (null, await people.ExistsAsync(user, cancellation) ? null : await configured.FindAsync(user, cancellation));
}

/// <summary>As <see cref="RolePolicy"/>; whoever only audits begins and says nothing; <see cref="ProcessStartTable"/> says who begins what, <see cref="CaseValueTable"/> who reads what.</summary>
internal sealed class TablePolicy : IProcessPolicy
{
    private readonly RolePolicy _roles = new();

    public Finding? Check(Actor actor, ProcessAct act) => act == ProcessAct.Look
        ? _roles.Check(actor, act)
        : _roles.Check(actor with { Roles = actor.Roles.Remove(ProcessRoleTable.Auditor) }, act);

    public Finding? CheckStart(Actor actor, string process) => Check(actor, ProcessAct.Start) ?? (ProcessStartTable.MayStart(actor.Roles, process)
        ? null
        : new Finding(RolePolicy.NotAllowed, actor.User, "", 0, $"{actor.User} may not begin {process}.", "Ask somebody whose department begins it."));

    public Finding? CheckRead(Actor actor, string process) => CaseValueTable.MayRead(actor.Roles, process)
        ? null
        : new Finding(RolePolicy.NotAllowed, actor.User, "", 0, $"{actor.User} may not read what cases of {process} hold.", "Ask somebody whose department works on them.");
}
