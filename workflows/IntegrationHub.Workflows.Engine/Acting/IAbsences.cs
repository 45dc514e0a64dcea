using IntegrationHub.Workflows.Tasks;

namespace IntegrationHub.Workflows.Engine.Acting;

/// <summary>Port: who stands in for whom, so that reminders reach somebody who is there.</summary>
public interface IAbsences
{
    /// <summary>Every substitution that holds at this time, with the roles of the absent person.</summary>
    Task<IReadOnlyList<Substitution>> AtAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Those of them in which this person stands in.</summary>
    Task<IReadOnlyList<Substitution>> OfAsync(string substitute, DateTimeOffset now, CancellationToken cancellation);
}
