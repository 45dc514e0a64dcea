using System.Collections.Immutable;
using System.Text.Json;

namespace IntegrationHub.Storage.Processes;

/// <summary>Who completed which node of a case, beside its sealed state: lists of tasks leave out what four eyes forbid.</summary>
internal static class CompletersJson
{
    public static string Write(IReadOnlyDictionary<string, ImmutableSortedSet<string>> completers) => JsonSerializer.Serialize(completers);

    public static IReadOnlyDictionary<string, ImmutableSortedSet<string>> Read(string text) =>
        JsonSerializer.Deserialize<Dictionary<string, ImmutableSortedSet<string>>>(text) ?? [];
}
