using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>The event with which the hub records that archived octets of an exchange were deleted under retention: that there were any, and which.</summary>
/// <param name="What"><c>received</c>, <c>answer</c>, <c>message</c> or <c>document</c>.</param>
/// <param name="Sha256">SHA-256 of the octets in lower hexadecimal digits; null where they could not be read any more.</param>
/// <param name="Kept">How long such octets are kept, in words.</param>
public sealed record RemovalEvent(
    [property: JsonPropertyName("what")] string? What, [property: JsonPropertyName("sha256")] string? Sha256, [property: JsonPropertyName("kept")] string? Kept)
{
    public const string Kind = "archive.removed";

    /// <summary>True when it is about the octets that an exchange is about, not about the answer to them.</summary>
    public bool IsOfTheExchange => What is "received" or "message" or "document";

    /// <summary>Reads an event; null when it records no removal.</summary>
    public static RemovalEvent? Of(LedgerEvent item)
    {
        if (item.Kind != Kind)
            return null;
        try
        {
            return JsonSerializer.Deserialize(item.Data, RemovalJson.Default.RemovalEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RemovalEvent))]
internal sealed partial class RemovalJson : JsonSerializerContext;
