using IntegrationHub.Workflows.Engine.Running;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Retail.Processes;

/// <summary>Inputs of a call by name.</summary>
internal static class ServiceInputs
{
    /// <summary>A text without which the call cannot be.</summary>
    /// <exception cref="InvalidOperationException">It is not there: the definition is wrong, which becomes an incident.</exception>
    public static string Needed(this ServiceCall call, string name) => call.Text(name) ?? throw new InvalidOperationException($"The input {name} is missing or no text.");

    /// <summary>An instant, or null where there is none.</summary>
    public static DateTimeOffset? Instant(this ServiceCall call, string name) => call.Inputs[name] is InstantValue instant ? instant.Instant : null;
}
