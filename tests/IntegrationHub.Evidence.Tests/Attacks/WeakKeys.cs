using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Evidence.Tests.Attacks;

internal static class WeakKeys
{
    /// <summary>A 2048-bit key whose public exponent is 3, made from the primes of keys whose p-1 and q-1 three does not divide.</summary>
    public static RSA RsaWithExponent3()
    {
        while (true)
        {
            using var source = RSA.Create(2048);
            var k = source.ExportParameters(true);
            BigInteger p = Number(k.P!), q = Number(k.Q!), phi = (p - 1) * (q - 1);
            if (phi % 3 == 0)
                continue;
            // The inverse of 3: (1 + phi * m) / 3 for the m that makes it whole.
            var d = (1 + (phi * (phi % 3 == 2 ? 1 : 2))) / 3;
            return RSA.Create(new RSAParameters
            {
                Modulus = k.Modulus,
                Exponent = [3],
                P = k.P,
                Q = k.Q,
                InverseQ = k.InverseQ,
                D = Bytes(d, 256),
                DP = Bytes(d % (p - 1), 128),
                DQ = Bytes(d % (q - 1), 128),
            });
        }
    }

    public static byte[] DerSignature(SigningKey key, byte[] data)
    {
        using var ecdsa = key.Certificate.GetECDsaPrivateKey()!;
        return ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number, int length)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
