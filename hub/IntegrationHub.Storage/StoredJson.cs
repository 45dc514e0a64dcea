using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Storage;

/// <summary>The forms in which lists and parties lie in JSON columns. Names of members are part of the stored format.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Rejection>))]
[JsonSerializable(typeof(Party))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Null for an empty list: nearly every exchange has none.</summary>
    public static string? Rejections(IReadOnlyList<Rejection> rejections) =>
        rejections.Count == 0 ? null : JsonSerializer.Serialize(rejections, Default.IReadOnlyListRejection);

    /// <param name="json">As <see cref="Rejections(IReadOnlyList{Rejection})"/> wrote it.</param>
    public static IReadOnlyList<Rejection> Rejections(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize(json, Default.IReadOnlyListRejection) ?? [];
}
