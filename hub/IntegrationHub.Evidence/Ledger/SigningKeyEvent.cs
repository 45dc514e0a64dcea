using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Evidence.Ledger;

/// <summary>The event with which a hub records that it signs with a certificate from now on: by it the ledger says whose signatures are the hub's own.</summary>
/// <param name="Sha256">SHA-256 of the certificate, in hexadecimal digits of either case.</param>
public sealed record SigningKeyEvent([property: JsonPropertyName(SigningKeyEvent.Sha256Name)] string? Sha256)
{
    public const string Kind = "key.signing.in-use";

    /// <summary>Field of <see cref="Sha256"/> in the event's data.</summary>
    public const string Sha256Name = "sha256";

    /// <summary>True for an event of that kind and data that names the certificate of this thumbprint.</summary>
    public static bool Names(string kind, string data, string thumbprint) =>
        kind == Kind && Read(data) is { Sha256: { } named } && named.Equals(thumbprint, StringComparison.OrdinalIgnoreCase);

    private static SigningKeyEvent? Read(string data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, SigningKeyJson.Default.SigningKeyEvent);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(AllowDuplicateProperties = false)]
[JsonSerializable(typeof(SigningKeyEvent))]
internal sealed partial class SigningKeyJson : JsonSerializerContext;
