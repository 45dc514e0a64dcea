using System.Security.Cryptography;
using IntegrationHub.Evidence.Ledger.Checkpoints;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>Ed25519 of the system's OpenSSL 3.</summary>
/// <remarks>Thread-safe: every call makes and frees its own contexts.</remarks>
public sealed unsafe class OpenSslEd25519 : IEd25519
{
    private const int Type = 1087;

    /// <exception cref="PlatformNotSupportedException">No OpenSSL 3 is installed.</exception>
    public OpenSslEd25519()
    {
        if (!LibCrypto.IsAvailable)
            throw new PlatformNotSupportedException("OpenSSL 3 (libcrypto) is not installed; install it with the system's package manager.");
    }

    /// <summary>32 random octets, good as a private key.</summary>
    public static byte[] NewPrivateKey() => RandomNumberGenerator.GetBytes(32);

    public byte[] PublicKeyOf(ReadOnlySpan<byte> privateKey)
    {
        using var key = Private(privateKey);
        var result = new byte[32];
        nuint length = 32;
        fixed (byte* target = result)
        {
            if (LibCrypto.EVP_PKEY_get_raw_public_key(key, target, &length) != 1 || length != 32)
                throw LibCrypto.Failure("Ed25519 public key");
        }
        return result;
    }

    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> message)
    {
        using var key = Private(privateKey);
        using var context = LibCrypto.EVP_MD_CTX_new();
        var signature = new byte[64];
        nuint length = 64;
        fixed (byte* target = signature, data = message)
        {
            if (LibCrypto.EVP_DigestSignInit(context, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key) != 1 ||
                LibCrypto.EVP_DigestSign(context, target, &length, data, (nuint)message.Length) != 1 || length != 64)
                throw LibCrypto.Failure("Ed25519 sign");
        }
        return signature;
    }

    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != 32 || signature.Length != 64)
            return false;
        fixed (byte* point = publicKey, data = message, value = signature)
        {
            using var key = LibCrypto.EVP_PKEY_new_raw_public_key(Type, IntPtr.Zero, point, 32);
            using var context = LibCrypto.EVP_MD_CTX_new();
            var good = !key.IsInvalid && LibCrypto.EVP_DigestVerifyInit(context, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, key) == 1 &&
                LibCrypto.EVP_DigestVerify(context, value, 64, data, (nuint)message.Length) == 1;
            LibCrypto.ERR_clear_error();
            return good;
        }
    }

    private static SafeKeyHandle Private(ReadOnlySpan<byte> privateKey)
    {
        if (privateKey.Length != 32)
            throw new ArgumentException("An Ed25519 private key has 32 octets.", nameof(privateKey));
        fixed (byte* source = privateKey)
        {
            var key = LibCrypto.EVP_PKEY_new_raw_private_key(Type, IntPtr.Zero, source, 32);
            return key.IsInvalid ? throw LibCrypto.Failure("Ed25519 private key") : key;
        }
    }
}
