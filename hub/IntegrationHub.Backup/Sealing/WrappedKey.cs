namespace IntegrationHub.Backup.Sealing;

/// <summary>The file's key, encrypted for one who may open it.</summary>
/// <param name="Kind"><c>passphrase</c>, <c>ecdh</c> or <c>rsa</c>.</param>
/// <param name="Key">The wrapped key.</param>
internal sealed record WrappedKey(string Kind, byte[] Key)
{
    public const string Passphrase = "passphrase";
    public const string Ecdh = "ecdh";
    public const string Rsa = "rsa";

    /// <summary>Of a passphrase: rounds of PBKDF2 with HMAC-SHA-512.</summary>
    public int? Iterations { get; init; }

    /// <summary>Of a passphrase: 16 random octets.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>Of a public key: SHA-256 of its SubjectPublicKeyInfo.</summary>
    public byte[]? KeyId { get; init; }

    /// <summary>Of <c>ecdh</c>: the public key (SubjectPublicKeyInfo) that was made for this file.</summary>
    public byte[]? Ephemeral { get; init; }
}
