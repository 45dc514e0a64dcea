using IntegrationHub.Workflows.Tasks;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Running;

/// <summary>
/// Judges the answer to a task beside its form, before the task is completed: what would bring the case back a moment later is told to who answers, at the field. It only tells early; the service that follows
/// decides. Thread-safe.
/// </summary>
public interface IAnswerCheck
{
    /// <summary>Id of the process.</summary>
    string Process { get; }

    /// <summary>Id of the user task.</summary>
    string Node { get; }

    /// <summary>Everything that is wrong, with names of fields as elements; empty where nothing is.</summary>
    /// <param name="instance">The case.</param>
    /// <param name="answer">The answer; it fits the form.</param>
    /// <param name="actor">Who answers.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<Finding>> CheckAsync(Guid instance, ContextValue answer, Actor actor, CancellationToken cancellation);
}
