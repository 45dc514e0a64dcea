using System.Security.Cryptography;

namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>
/// Wraps by AES-256-GCM with a random nonce: nonce, ciphertext, tag. Thread-safe; made for every use, since there are few.
/// </summary>
internal sealed class WrappingKey(byte[] octets) : IDisposable
{
    public const int KeyBytes = 32;
    private const int NonceBytes = 12, TagBytes = 16;

    public ReadOnlySpan<byte> Octets => octets;

    public byte[] Wrap(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> context)
    {
        var wrapped = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(octets, TagBytes);
        cipher.Encrypt(wrapped.AsSpan(0, NonceBytes), secret, wrapped.AsSpan(NonceBytes, secret.Length), wrapped.AsSpan(^TagBytes..), context);
        return wrapped;
    }

    /// <returns><c>null</c> when another key wrapped it, for another context, or it was altered.</returns>
    public byte[]? TryUnwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context)
    {
        if (wrapped.Length < NonceBytes + TagBytes)
            return null;

        var secret = new byte[wrapped.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(octets, TagBytes);
        try
        {
            cipher.Decrypt(wrapped[..NonceBytes], wrapped[NonceBytes..^TagBytes], wrapped[^TagBytes..], secret, context);
            return secret;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public byte[] Unwrap(KeyVersion key, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> context) =>
        TryUnwrap(wrapped, context)
        ?? throw new KeyEncryptionException(
            KeyEncryptionProblem.WrongKey,
            $"The key-encryption key {key} is not the one that wrapped the data keys of this store.",
            "Bring back the right keys file with `ihub keys restore FILE`; nothing was changed.");

    public void Dispose() => CryptographicOperations.ZeroMemory(octets);
}
