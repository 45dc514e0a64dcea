using System.Security.Cryptography;
using System.Text;

namespace IntegrationHub.Backup.Sealing;

/// <summary>Encrypts the 32 octets of a file's key under a key that is used for nothing else, so its nonce may be zero.</summary>
internal static class KeyWrap
{
    public const int KeyBytes = 32;

    public static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> fileKey)
    {
        using var aes = new AesGcm(wrappingKey, AesGcm.TagByteSizes.MaxSize);
        var wrapped = new byte[KeyBytes + AesGcm.TagByteSizes.MaxSize];
        aes.Encrypt(stackalloc byte[AesGcm.NonceByteSizes.MaxSize], fileKey, wrapped.AsSpan(0, KeyBytes), wrapped.AsSpan(KeyBytes));
        return wrapped;
    }

    /// <summary>Null when it was wrapped under another key.</summary>
    public static byte[]? Unwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != KeyBytes + AesGcm.TagByteSizes.MaxSize)
            return null;
        using var aes = new AesGcm(wrappingKey, AesGcm.TagByteSizes.MaxSize);
        var fileKey = new byte[KeyBytes];
        try
        {
            aes.Decrypt(stackalloc byte[AesGcm.NonceByteSizes.MaxSize], wrapped[..KeyBytes], wrapped[KeyBytes..], fileKey);
            return fileKey;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>PBKDF2 of the passphrase in UTF-8.</summary>
    public static byte[] FromPassphrase(string passphrase, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, iterations, HashAlgorithmName.SHA512, KeyBytes);

    /// <summary>HKDF of an agreed secret, bound to both public keys.</summary>
    public static byte[] FromAgreement(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> ephemeral, ReadOnlySpan<byte> keyId)
    {
        var key = new byte[KeyBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, [.. ephemeral, .. keyId], "ihub-sealed-1 ecdh"u8);
        return key;
    }
}
