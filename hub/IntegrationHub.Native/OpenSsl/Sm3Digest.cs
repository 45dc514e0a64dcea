using IntegrationHub.Evidence.Algorithms;

namespace IntegrationHub.Native.OpenSsl;

/// <summary>SM3 (GB/T 32905): 32 octets.</summary>
public sealed unsafe class Sm3Digest : IRunningDigest
{
    private readonly SafeDigestContext context = LibCrypto.EVP_MD_CTX_new();

    public Sm3Digest()
    {
        if (LibCrypto.EVP_DigestInit_ex(context, LibCrypto.EVP_sm3(), IntPtr.Zero) != 1)
            throw LibCrypto.Failure("SM3");
    }

    /// <summary>The digest of octets in memory.</summary>
    public static byte[] Of(ReadOnlySpan<byte> octets)
    {
        using var digest = new Sm3Digest();
        digest.Append(octets);
        return digest.Finish();
    }

    public void Append(ReadOnlySpan<byte> octets)
    {
        fixed (byte* data = octets)
        {
            if (LibCrypto.EVP_DigestUpdate(context, data, (nuint)octets.Length) != 1)
                throw LibCrypto.Failure("SM3");
        }
    }

    public byte[] Finish()
    {
        var result = new byte[32];
        uint size = 32;
        fixed (byte* target = result)
        {
            if (LibCrypto.EVP_DigestFinal_ex(context, target, &size) != 1)
                throw LibCrypto.Failure("SM3");
        }
        return result;
    }

    public void Dispose() => context.Dispose();
}
