using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Signatures.Rules;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>A certificate as it came, with what verification asks of it computed once. Thread-safe.</summary>
internal sealed class VerifyingKey
{
    /// <summary>Larger moduli cost a verifier more than any honest signer needs.</summary>
    private const int LargestRsaBits = 16384;

    private static readonly string[] NamedCurves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    private readonly KeyPool<RSA>? rsa;
    private readonly KeyPool<ECDsa>? ecdsa;
    private readonly bool isSm2;
    private readonly int bits;
    private readonly string? flaw;

    private VerifyingKey(X509Certificate2 certificate)
    {
        Certificate = certificate;
        Thumbprint = SignerBinding.ThumbprintOf(certificate);
        NotBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        NotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509KeyUsageExtension usage)
                KeyUsages = (KeyUsages ?? X509KeyUsageFlags.None) | usage.KeyUsages;
            else if (extension is X509EnhancedKeyUsageExtension extended)
                ExtendedKeyUsages = [.. extended.EnhancedKeyUsages.Cast<Oid>().Select(o => o.Value ?? "")];
        }
        switch (certificate.PublicKey.Oid.Value)
        {
            case "1.2.840.113549.1.1.1":
                rsa = new KeyPool<RSA>(() => certificate.GetRSAPublicKey()!);
                (bits, flaw) = Judge(rsa);
                break;
            case "1.2.840.10045.2.1" when Sm2Names.IsKeyOf(certificate):
                (isSm2, bits) = (true, 256);
                break;
            case "1.2.840.10045.2.1":
                ecdsa = new KeyPool<ECDsa>(() => certificate.GetECDsaPublicKey()!);
                (bits, flaw) = Judge(ecdsa);
                break;
            default:
                flaw = $"Keys of the kind {certificate.PublicKey.Oid.Value} are not used.";
                break;
        }
    }

    public X509Certificate2 Certificate { get; }

    public string Thumbprint { get; }

    public DateTimeOffset NotBefore { get; }

    public DateTimeOffset NotAfter { get; }

    /// <summary>Null when the certificate does not state its key usage.</summary>
    public X509KeyUsageFlags? KeyUsages { get; }

    public IReadOnlyList<string> ExtendedKeyUsages { get; } = [];

    /// <summary>Null when the bytes are no certificate or hold a key that cannot be read.</summary>
    public static VerifyingKey? Read(byte[] der)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadCertificate(der);
            // PEM and trailing bytes would make two spellings of one certificate.
            return certificate.RawData.AsSpan().SequenceEqual(der) ? new VerifyingKey(certificate) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private EllipticCurve Curve => bits switch
    {
        <= 256 => EllipticCurve.P256,
        <= 384 => EllipticCurve.P384,
        _ => EllipticCurve.P521,
    };

    public static VerifyingKey Of(X509Certificate2 certificate) => new(certificate);

    /// <summary>Why this key may not verify a signature of the algorithm, or null.</summary>
    public string? Unfit(SignatureAlgorithm algorithm, SignatureRule rule)
    {
        if (flaw is not null)
            return flaw;
        if (AlgorithmNames.IsEcdsa(algorithm) != ecdsa is not null || isSm2 != (algorithm == SignatureAlgorithm.Sm2Sm3))
            return $"The certificate's key cannot have made a signature of {algorithm}.";
        if (rsa is not null)
            return bits < rule.MinimumRsaBits ? $"The key has {bits} bits; the rule {rule.Name} asks for {rule.MinimumRsaBits}." : null;
        return isSm2 || rule.Curves.Contains(Curve) ? null : $"The key is on {Curve}, which the rule {rule.Name} does not allow.";
    }

    /// <summary>Why the signature value cannot be genuine by its mere form, or null.</summary>
    public string? Impossible(ReadOnlySpan<byte> value)
    {
        if (isSm2)
            return Sm2Names.ToDer(value) is null ? "The value is neither r and s of 32 octets each nor their DER, or one of them is zero." : null;
        if (rsa is not null)
            return value.Length == (bits + 7) / 8 ? null : $"The value has {value.Length} bytes; the key makes {(bits + 7) / 8}.";
        var half = (bits + 7) / 8;
        if (value.Length != 2 * half)
            return $"The value has {value.Length} bytes; r and s of this curve have {half} each.";
        var zero = !value[..half].ContainsAnyExcept((byte)0) || !value[half..].ContainsAnyExcept((byte)0);
        return zero ? "r or s is zero." : null;
    }

    public bool Verifies(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> value, HashAlgorithmName hash)
    {
        try
        {
            if (rsa is not null)
            {
                using var lease = rsa.Take();
                return lease.Key.VerifyHash(digest, value, hash, RSASignaturePadding.Pkcs1);
            }
            using var elliptic = ecdsa!.Take();
            return elliptic.Key.VerifyHash(digest, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // Keys that the library below refuses to calculate with.
            return false;
        }
    }

    /// <summary>Exponents below 65537 (e = 3 among them), even or huge ones do not occur in honest keys.</summary>
    private static (int Bits, string? Flaw) Judge(KeyPool<RSA> pool)
    {
        using var lease = pool.Take();
        var parameters = lease.Key.ExportParameters(includePrivateParameters: false);
        var exponent = parameters.Exponent.AsSpan().TrimStart((byte)0);
        if (lease.Key.KeySize > LargestRsaBits)
            return (lease.Key.KeySize, $"The RSA key has {lease.Key.KeySize} bits.");
        if (exponent.Length is 0 or > 4 || (exponent[^1] & 1) == 0 || exponent.Length < 3 || (exponent.Length == 3 && exponent[0] == 0))
            return (lease.Key.KeySize, "The RSA exponent is not 65537 or an odd number above it.");
        return (parameters.Modulus![^1] & 1) == 0 ? (lease.Key.KeySize, "The RSA modulus is even.") : (lease.Key.KeySize, null);
    }

    private static (int Bits, string? Flaw) Judge(KeyPool<ECDsa> pool)
    {
        const string other = "The elliptic curve is not P-256, P-384 or P-521 by name.";
        try
        {
            using var lease = pool.Take();
            var curve = lease.Key.ExportParameters(includePrivateParameters: false).Curve;
            var known = curve.IsNamed && NamedCurves.Contains(curve.Oid.Value, StringComparer.Ordinal);
            return (lease.Key.KeySize, known ? null : other);
        }
        catch (CryptographicException)
        {
            // Curves that the framework does not open, SM2 among them.
            return (0, other);
        }
    }
}
