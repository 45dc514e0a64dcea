using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>What stands in a keys file: key-encryption keys, each wrapped by a key that is derived from the passphrase.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/>.</param>
/// <param name="Name">Name of the set; random, so that two sets are never taken for each other.</param>
/// <param name="Iterations">Of PBKDF2 with HMAC-SHA-256.</param>
/// <param name="Salt">16 random octets.</param>
/// <param name="Keys">Oldest first; the last wraps new data keys.</param>
/// <param name="Files">Files that go along with a copy; none in a keys file.</param>
internal sealed record KeysDocument(
    string Format, string Name, int Iterations, byte[] Salt, IReadOnlyList<KeysDocument.Entry> Keys, IReadOnlyList<KeysDocument.FileEntry>? Files = null)
{
    public const string CurrentFormat = "ihub-keys-1";
    public const int FewestIterations = 1_000, MostIterations = 100_000_000;

    /// <param name="Version">From 1.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="Wrapped">The key under the derived one; <see cref="Context"/> is authenticated with it.</param>
    internal sealed record Entry(int Version, DateTimeOffset CreatedAt, byte[] Wrapped);

    /// <param name="Path">Where the file belongs.</param>
    /// <param name="Wrapped">Its octets under the derived key; <see cref="ContextOf"/> is authenticated with them.</param>
    internal sealed record FileEntry(string Path, byte[] Wrapped);

    public byte[] ToOctets() => JsonSerializer.SerializeToUtf8Bytes(this, KeysJson.Default.KeysDocument);

    /// <returns><c>null</c> for anything that is no keys file of this format.</returns>
    public static KeysDocument? Parse(byte[] octets)
    {
        try
        {
            var read = JsonSerializer.Deserialize(octets, KeysJson.Default.KeysDocument);
            return read is { Format: CurrentFormat, Name.Length: > 0, Salt.Length: >= 16, Iterations: >= FewestIterations and <= MostIterations, Keys.Count: > 0 }
                && read.Keys.All(static entry => entry is { Wrapped.Length: > 0, Version: > 0 })
                && (read.Files ?? []).All(static file => file is { Wrapped.Length: > 0, Path.Length: > 0 })
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public WrappingKey Derive(string passphrase) =>
        new(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), Salt, Iterations, HashAlgorithmName.SHA256, WrappingKey.KeyBytes));

    public byte[] Context(int version) =>
        Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Format}\n{Name}\n{version}"));

    public byte[] ContextOf(string file) => Encoding.UTF8.GetBytes($"{Format}\n{Name}\nfile\n{file}");
}

[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(KeysDocument))]
internal sealed partial class KeysJson : JsonSerializerContext;
