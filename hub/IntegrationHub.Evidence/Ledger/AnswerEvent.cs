using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>
/// The events that name an answer by its octets: the one that the hub gave to what it received, in the event of the reception, and the
/// acknowledgement that came to what it sent, in every event that says so.
/// </summary>
/// <param name="Sha256">SHA-256 of the answer as it left, or of the message with which the acknowledgement came; in lower hexadecimal digits.</param>
public sealed record AnswerEvent([property: JsonPropertyName(AnswerEvent.Sha256Name)] string Sha256)
{
    /// <summary>Field of <see cref="Sha256"/> in the event's data.</summary>
    public const string Sha256Name = "answerSha256";

    /// <summary>What begins the kinds of the events that tell of an acknowledgement without giving a state.</summary>
    private const string Acknowledgement = "acknowledgement.";

    /// <summary>Reads an event; null when it names no answer.</summary>
    public static AnswerEvent? Of(LedgerEvent item)
    {
        if (StateEvent.Of(item.Kind) is not { IsFinal: true } && !item.Kind.StartsWith(Acknowledgement, StringComparison.Ordinal))
            return null;
        try
        {
            return JsonSerializer.Deserialize(item.Data, AnswerJson.Default.AnswerEvent) is { Sha256: not null } named ? named : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AnswerEvent))]
internal sealed partial class AnswerJson : JsonSerializerContext;
