using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// The events with which the hub records that something came in. They alone say which octets an exchange is about: what stands in a review or
/// in a partner's words proves nothing of them.
/// </summary>
/// <param name="Sha256">SHA-256 of the octets as they came.</param>
/// <param name="Canonical">SHA-256 of the document's canonical form; null where it could not be read.</param>
public sealed record ReceptionEvent(
    [property: JsonPropertyName(ReceptionEvent.Sha256Name)] string? Sha256, [property: JsonPropertyName(ReceptionEvent.CanonicalName)] string? Canonical)
{
    public const string Accepted = "document.accepted";
    public const string PartlyAccepted = "document.partly-accepted";
    public const string Rejected = "document.rejected";
    public const string Refused = "document.refused";
    public const string Repeated = "document.repeated";
    public const string AnswerDelivered = "answer.delivered";
    public const string AnswerFailed = "answer.failed";

    /// <summary>Field of <see cref="Sha256"/> in the event's data; in lower hexadecimal digits.</summary>
    public const string Sha256Name = "sha256";

    /// <summary>Field of <see cref="Canonical"/>; in lower hexadecimal digits.</summary>
    public const string CanonicalName = "canonical";

    /// <summary>Reads an event; null when it records no reception.</summary>
    public static ReceptionEvent? Of(LedgerEvent item)
    {
        if (item.Kind is not (Accepted or PartlyAccepted or Rejected or Refused or Repeated or AnswerDelivered or AnswerFailed))
            return null;
        try
        {
            return JsonSerializer.Deserialize(item.Data, ReceptionJson.Default.ReceptionEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ReceptionEvent))]
internal sealed partial class ReceptionJson : JsonSerializerContext;
