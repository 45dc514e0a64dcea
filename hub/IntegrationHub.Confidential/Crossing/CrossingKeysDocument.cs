using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using IntegrationHub.Confidential.KeyEncryption;

namespace IntegrationHub.Confidential.Crossing;

/// <summary>What stands in one side's file: its key pairs, the private ones wrapped by the side's key-encryption key, and the public keys of the other side.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Side">Whose file it is.</param>
/// <param name="Own">Oldest first.</param>
/// <param name="Other">Points of the other side, oldest first.</param>
/// <param name="From">Point of the own pair that seals.</param>
/// <param name="To">Point of the other side's key that is sealed for.</param>
/// <param name="OpenIsSealed">True when everything of before the sealing is sealed: what lies open from then on is refused.</param>
internal sealed record CrossingKeysDocument(
    string Format, string Side, IReadOnlyList<CrossingKeysDocument.Pair> Own, IReadOnlyList<byte[]> Other, byte[] From, byte[] To, bool OpenIsSealed = false)
{
    public const string CurrentFormat = "ihub-crossing-keys-1";

    /// <param name="Point">The public key.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="Key">Name of the key-encryption key.</param>
    /// <param name="KeyNumber">Its version.</param>
    /// <param name="Wrapped">The private key under it.</param>
    internal sealed record Pair(byte[] Point, DateTimeOffset CreatedAt, string Key, int KeyNumber, byte[] Wrapped);

    public static Pair NewPair(string side, IKeyEncryptionKeys keys, DateTimeOffset now)
    {
        using var pair = CrossingKeyring.Make();
        var point = CrossingKeyring.PointOf(pair);
        var secret = pair.ExportParameters(includePrivateParameters: true).D!;
        var key = keys.Current;
        var wrapped = keys.Wrap(key, secret, Context(side, point));
        CryptographicOperations.ZeroMemory(secret);
        return new(point, now, key.Name, key.Version, wrapped);
    }

    public CrossingKeyring Unwrap(IKeyEncryptionKeys keys) => new(
        Own.Select(pair => (pair.Point, keys.Unwrap(new KeyVersion(pair.Key, pair.KeyNumber), pair.Wrapped, Context(Side, pair.Point)))), Other, CrossingKeyName.Of(From), CrossingKeyName.Of(To));

    public byte[] ToOctets() => JsonSerializer.SerializeToUtf8Bytes(this, CrossingKeysJson.Default.CrossingKeysDocument);

    /// <returns><c>null</c> for anything that is no such file.</returns>
    public static CrossingKeysDocument? Parse(byte[] octets)
    {
        try
        {
            return JsonSerializer.Deserialize(octets, CrossingKeysJson.Default.CrossingKeysDocument) is { Format: CurrentFormat, Own.Count: > 0, Other.Count: > 0 } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Context(string side, byte[] point) => Encoding.UTF8.GetBytes($"{CurrentFormat}\n{side}\n{Convert.ToBase64String(point)}");
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CrossingKeysDocument))]
internal sealed partial class CrossingKeysJson : JsonSerializerContext;
