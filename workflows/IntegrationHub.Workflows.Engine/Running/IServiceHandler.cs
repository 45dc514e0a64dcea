using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Workflows.Engine.Running;

/// <summary>Port: a service that processes call by its name.</summary>
/// <remarks>
/// It is called at least once: after a crash it sees the same call again with the same <see cref="ServiceCall.Key"/>, and must then give the same answer without
/// doing its work twice.
/// </remarks>
public interface IServiceHandler
{
    /// <summary>Name in <c>hub:service</c>, e.g. <c>contract.file</c>.</summary>
    string Name { get; }

    /// <summary>An exception counts as a failure for now: it is tried again, then an incident is raised.</summary>
    Task<ServiceAnswer> CallAsync(ServiceCall call, CancellationToken cancellation);
}

/// <param name="Key">The same for every repetition and retry of one call; another one where an operator asks again after a refusal, or with other inputs.</param>
public sealed record ServiceCall(string Key, Guid Instance, int Attempt, ContextValue Inputs);

/// <summary>What a service came to.</summary>
public abstract record ServiceAnswer
{
    private ServiceAnswer()
    {
    }

    public sealed record Done(ContextValue Result) : ServiceAnswer;

    /// <summary>Not now: to be tried again.</summary>
    public sealed record Failed(string Text) : ServiceAnswer;

    /// <summary>No, for a reason of the business; a boundary event may catch the code.</summary>
    public sealed record Error(string Code, string Text) : ServiceAnswer;
}
