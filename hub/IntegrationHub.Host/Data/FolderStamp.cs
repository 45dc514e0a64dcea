using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Host.Data;

/// <summary>What a data folder says of itself, in its file <c>folder.json</c>.</summary>
/// <param name="Kind">Development or production.</param>
/// <param name="Layout">Version of the folder's layout; a hub refuses a newer one than it knows.</param>
/// <param name="Made">When, UTC.</param>
/// <param name="MadeBy">Version of the hub that made it.</param>
internal sealed record FolderStamp(FolderKind Kind, int Layout, DateTimeOffset Made, string MadeBy)
{
    /// <summary>The layout that this hub makes and reads.</summary>
    public const int CurrentLayout = 1;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Form) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote; <c>null</c> when it is something else.</summary>
    public static FolderStamp? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderStamp>(json, Form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
