using System.Globalization;
using IntegrationHub.Workflows;
using IntegrationHub.Workflows.Engine.Acting;
using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Retail.Processes.Absences;

/// <summary>Who may enter an absence, and what a right one is.</summary>
internal static class AbsenceRules
{
    /// <summary>Longest absence, in days.</summary>
    private const int MostDays = 366;

    /// <summary>The person, who leads one of the person's departments, or an operator.</summary>
    public static Finding? MayEnter(Actor actor, Actor person) =>
        actor.User == person.User || actor.Roles.Contains(RolePolicy.Operator) || person.Roles.Any(role => actor.Roles.Contains(role + "-lead"))
            ? null
            : AbsenceCodes.Of(AbsenceCodes.NotAllowed, actor.User, $"{actor.User} neither is {person.User} nor leads a department of that person.", "Let the person, the head of the department or an operator do it.");

    /// <summary>Everything that is wrong.</summary>
    /// <param name="entered">Absences that are entered already.</param>
    public static IEnumerable<Finding> Check(Absence wanted, DateOnly today, IReadOnlyList<Absence> entered)
    {
        if (wanted.Person == wanted.Deputy)
        {
            yield return AbsenceCodes.Of(AbsenceCodes.Deputy, "deputy", "Nobody stands in for himself.", "Name somebody else.");
        }

        if (wanted.To < wanted.From || wanted.To < today || wanted.To.DayNumber - wanted.From.DayNumber >= MostDays)
        {
            yield return AbsenceCodes.Of(AbsenceCodes.Days, "to", $"The days from {Day(wanted.From)} to {Day(wanted.To)} are none, past, or more than {MostDays}.", "Give a first and a last day, the last one not before today.");
            yield break;
        }

        if (entered.FirstOrDefault(other => other.Person == wanted.Person && other.Meets(wanted.From, wanted.To)) is { } twice)
        {
            yield return AbsenceCodes.Of(AbsenceCodes.Overlap, "from", $"{wanted.Person} is away from {Day(twice.From)} to {Day(twice.To)} already.", "End that absence first, or choose other days.");
        }

        if (entered.FirstOrDefault(other => other.Person == wanted.Deputy && other.Meets(wanted.From, wanted.To)) is { } away)
        {
            yield return AbsenceCodes.Of(AbsenceCodes.DeputyAway, "deputy", $"{wanted.Deputy} is away from {Day(away.From)} to {Day(away.To)}.", "Name somebody who is there, or enter the days apart.");
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
