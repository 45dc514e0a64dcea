using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// The events with which the hub records which octets an exchange is about: that they came in, or that they were made ready to leave. They
/// alone say so: what stands in a review or in a partner's words proves nothing of the octets.
/// </summary>
/// <param name="Sha256">SHA-256 of the octets as they came, or as they leave whenever they are sent.</param>
/// <param name="Canonical">SHA-256 of the document's canonical form; null where it could not be read.</param>
/// <param name="Reasons">Codes of why it was not accepted, with spaces between; null where there are none.</param>
/// <param name="PartyCode">Coded id of the other side, as the hub knew it at that moment; null in events from before it was written.</param>
public sealed record OctetsEvent(
    [property: JsonPropertyName(OctetsEvent.Sha256Name)] string? Sha256, [property: JsonPropertyName(OctetsEvent.CanonicalName)] string? Canonical,
    [property: JsonPropertyName(OctetsEvent.ReasonsName)] string? Reasons = null, [property: JsonPropertyName(OctetsEvent.PartyCodeName)] string? PartyCode = null)
{
    public const string Accepted = "document.accepted";
    public const string PartlyAccepted = "document.partly-accepted";
    public const string Rejected = "document.rejected";
    public const string Refused = "document.refused";
    public const string Repeated = "document.repeated";
    public const string AnswerDelivered = "answer.delivered";
    public const string AnswerFailed = "answer.failed";

    /// <summary>Octets of ours: the signed message, or the document where no message is sent (files, clients that fetch).</summary>
    public const string Signed = "exchange.signed";

    /// <summary>Field of <see cref="Sha256"/> in the event's data; in lower hexadecimal digits.</summary>
    public const string Sha256Name = "sha256";

    /// <summary>Field of <see cref="Canonical"/>; in lower hexadecimal digits.</summary>
    public const string CanonicalName = "canonical";

    /// <summary>Field of <see cref="Reasons"/>.</summary>
    public const string ReasonsName = "reasons";

    /// <summary>Field of <see cref="PartyCode"/>.</summary>
    public const string PartyCodeName = "partyCode";

    /// <summary>Each of the <see cref="Reasons"/>; null where the event names none, or so many that they were cut.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? ReasonCodes => Reasons is { Length: > 0 } all && !all.EndsWith('…') ? all.Split(' ') : null;

    /// <summary>Reads an event; null when it records no octets.</summary>
    public static OctetsEvent? Of(LedgerEvent item)
    {
        if (item.Kind is not (Accepted or PartlyAccepted or Rejected or Refused or Repeated or AnswerDelivered or AnswerFailed or Signed))
            return null;
        try
        {
            return JsonSerializer.Deserialize(item.Data, OctetsJson.Default.OctetsEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(OctetsEvent))]
internal sealed partial class OctetsJson : JsonSerializerContext;
