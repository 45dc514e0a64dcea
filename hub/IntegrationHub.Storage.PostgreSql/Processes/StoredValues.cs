using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Storage.PostgreSql.Processes;

/// <summary>Variables as they lie in text columns.</summary>
internal static class StoredValues
{
    /// <exception cref="InvalidDataException">The text was not written by the hub: the store is damaged.</exception>
    public static ContextValue Context(string text) =>
        ValueJson.Read(text) as ContextValue ?? throw new InvalidDataException("A column of a process holds no context of variables.");
}
