using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Engine.Desk;
using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Retail.Processes.Absences;

/// <summary>Port: whether one person may stand in for another at all, whatever the days; sign-in knows.</summary>
public interface IDeputies
{
    /// <summary>Null where the person may, else why not.</summary>
    Task<Finding?> WhyNotAsync(string person, string deputy, CancellationToken cancellationToken);
}

/// <summary>Absences in the name of an actor: the one way in for commands, API and pages. Thread-safe.</summary>
public sealed class AbsenceDesk(AbsenceBook book, IActorDirectory people, IDeputies deputies, ProcessEngine engine)
{
    /// <summary>Absences in force or to come: the actor's own, those the actor stands in for, and those the actor may end.</summary>
    public async Task<IReadOnlyList<Absence>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var seen = new List<Absence>();
        foreach (var absence in await book.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (actor.User == absence.Deputy || (await people.FindAsync(absence.Person, cancellationToken).ConfigureAwait(false) is { } person ? AbsenceRules.MayEnter(actor, person) is null : actor.Roles.Contains(RolePolicy.Operator)))
            {
                seen.Add(absence);
            }
        }

        return seen;
    }

    /// <summary>Enters an absence, or says everything that is wrong with it.</summary>
    public async Task<Outcome<Absence>> EnterAsync(Actor actor, string person, string deputy, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(person, cancellationToken).ConfigureAwait(false) is not { } absent)
        {
            return Outcome.Refused<Absence>(AbsenceCodes.Of(AbsenceCodes.Person, "person", $"Nobody is called {person}.", "Give the name as it is signed in with."));
        }

        if (AbsenceRules.MayEnter(actor, absent) is { } refused)
        {
            return Outcome.Refused<Absence>(refused);
        }

        var standsIn = (await people.FindAsync(deputy, cancellationToken).ConfigureAwait(false))?.User ?? deputy;
        return await deputies.WhyNotAsync(absent.User, standsIn, cancellationToken).ConfigureAwait(false) is { } unfit
            ? Outcome.Refused<Absence>(unfit)
            : await book.EnterAsync(new Absence(absent.User, standsIn, from, to, actor.User), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends an absence from now on; what the deputy holds only because of it goes back.</summary>
    public async Task<Outcome<Absence>> EndAsync(Actor actor, string person, DateOnly from, CancellationToken cancellationToken)
    {
        var absent = await people.FindAsync(person, cancellationToken).ConfigureAwait(false) ?? new Actor(person, [], []);
        if (AbsenceRules.MayEnter(actor, absent) is { } refused)
        {
            return Outcome.Refused<Absence>(refused);
        }

        var ended = await book.EndAsync(absent.User, from, actor.User, cancellationToken).ConfigureAwait(false);
        if (ended.Value is not null)
        {
            await GiveBackAsync(cancellationToken).ConfigureAwait(false);
        }

        return ended;
    }

    /// <summary>
    /// Gives back what deputies hold of absences that are over: to the person who is there again, or to all candidates. Asked again, it goes on where it was broken off.
    /// </summary>
    public async Task GiveBackAsync(CancellationToken cancellationToken)
    {
        foreach (var record in await book.ToGiveBackAsync(cancellationToken).ConfigureAwait(false))
        {
            var absence = AbsenceBook.Of(record);
            var deputy = await people.FindAsync(absence.Deputy, cancellationToken).ConfigureAwait(false) ?? new Actor(absence.Deputy, [], []);
            var tasks = await engine.GiveBackAsync(deputy, await people.FindAsync(absence.Person, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            await book.CloseAsync(record, tasks, cancellationToken).ConfigureAwait(false);
        }
    }
}
