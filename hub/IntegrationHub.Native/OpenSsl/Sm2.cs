using System.Security.Cryptography;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>SM2 signatures with SM3 (GB/T 32918.2), as DER pairs, under the signer's identity that the standards give by default.</summary>
internal static unsafe class Sm2
{
    public const string Sm3Oid = "1.2.156.10197.1.401";
    public const string Sm2WithSm3Oid = "1.2.156.10197.1.501";

    /// <summary>Some signers write the bare signature algorithm (GM/T 0006) instead of the combination.</summary>
    public const string Sm2SignOid = "1.2.156.10197.1.301.1";

    /// <summary>The default identity of GM/T 0009; certificates and CMS use no other.</summary>
    private static ReadOnlySpan<byte> Identity => "1234567812345678"u8;

    public static SafeKeyHandle ReadPrivate(ReadOnlySpan<byte> pkcs8)
    {
        fixed (byte* start = pkcs8)
        {
            var source = start;
            return Checked(LibCrypto.d2i_AutoPrivateKey(IntPtr.Zero, &source, pkcs8.Length), "SM2 private key");
        }
    }

    public static byte[] Sign(SafeKeyHandle key, ReadOnlySpan<byte> message)
    {
        var signature = new byte[128];
        nuint length = 128;
        var keyContext = Context(key);
        try
        {
            using var context = LibCrypto.EVP_MD_CTX_new();
            LibCrypto.EVP_MD_CTX_set_pkey_ctx(context, keyContext);
            fixed (byte* target = signature, data = message)
            {
                if (LibCrypto.EVP_DigestSignInit(context, IntPtr.Zero, LibCrypto.EVP_sm3(), IntPtr.Zero, key) != 1 ||
                    LibCrypto.EVP_DigestSign(context, target, &length, data, (nuint)message.Length) != 1)
                    throw LibCrypto.Failure("SM2 sign");
            }
        }
        finally
        {
            LibCrypto.EVP_PKEY_CTX_free(keyContext);
        }
        return signature[..(int)length];
    }

    public static bool Verify(ReadOnlySpan<byte> publicKeyInfo, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        fixed (byte* start = publicKeyInfo, data = message, value = signature)
        {
            var source = start;
            using var key = LibCrypto.d2i_PUBKEY(IntPtr.Zero, &source, publicKeyInfo.Length);
            if (key.IsInvalid || LibCrypto.EVP_PKEY_is_a(key, "SM2") != 1)
            {
                LibCrypto.ERR_clear_error();
                return false;
            }
            var keyContext = Context(key);
            try
            {
                using var context = LibCrypto.EVP_MD_CTX_new();
                LibCrypto.EVP_MD_CTX_set_pkey_ctx(context, keyContext);
                return LibCrypto.EVP_DigestVerifyInit(context, IntPtr.Zero, LibCrypto.EVP_sm3(), IntPtr.Zero, key) == 1 &&
                    LibCrypto.EVP_DigestVerify(context, value, (nuint)signature.Length, data, (nuint)message.Length) == 1;
            }
            finally
            {
                LibCrypto.EVP_PKEY_CTX_free(keyContext);
                LibCrypto.ERR_clear_error();
            }
        }
    }

    private static IntPtr Context(SafeKeyHandle key)
    {
        var context = LibCrypto.EVP_PKEY_CTX_new(key, IntPtr.Zero);
        fixed (byte* id = Identity)
        {
            if (context == IntPtr.Zero || LibCrypto.EVP_PKEY_CTX_set1_id(context, id, Identity.Length) != 1)
                throw LibCrypto.Failure("SM2 identity");
        }
        return context;
    }

    private static SafeKeyHandle Checked(SafeKeyHandle key, string what)
    {
        if (key.IsInvalid)
            throw LibCrypto.Failure(what);
        if (LibCrypto.EVP_PKEY_is_a(key, "SM2") == 1)
            return key;
        key.Dispose();
        throw new CryptographicException("The key is not on the SM2 curve.");
    }
}
