using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationHub.Backup.Sealing;

/// <summary>For whom a file is sealed: a passphrase, or public keys whose private halves need not be on this machine.</summary>
/// <remarks>Immutable and thread-safe; nothing is remembered of a passphrase but itself.</remarks>
public sealed class SealingKeys
{
    /// <summary>Rounds of PBKDF2 with HMAC-SHA-512: about half a second of one core, three times what OWASP advised in 2023 (210,000).</summary>
    public const int Iterations = 600_000;

    /// <summary>Shorter passphrases are not taken: the file may lie where many can try.</summary>
    public const int ShortestPassphrase = 12;

    private readonly Func<byte[], WrappedKey>[] _wraps;

    private SealingKeys(params Func<byte[], WrappedKey>[] wraps) => _wraps = wraps;

    /// <exception cref="ArgumentException">The passphrase is too short.</exception>
    public static SealingKeys OfPassphrase(string passphrase) => OfPassphrase(passphrase, Iterations);

    internal static SealingKeys OfPassphrase(string passphrase, int iterations) => passphrase.Length < ShortestPassphrase
        ? throw new ArgumentException($"A passphrase has at least {ShortestPassphrase} characters.", nameof(passphrase))
        : new(fileKey =>
        {
            var salt = RandomNumberGenerator.GetBytes(16);
            return new WrappedKey(WrappedKey.Passphrase, KeyWrap.Wrap(KeyWrap.FromPassphrase(passphrase, salt, iterations), fileKey)) { Iterations = iterations, Salt = salt };
        });

    /// <summary>Reads a certificate or public key in PEM: RSA of 2048 bits and more, or an elliptic curve that the framework knows.</summary>
    /// <returns>Null when the text holds neither.</returns>
    public static SealingKeys? OfPem(string pem)
    {
        try
        {
            return OfSubjectPublicKeyInfo(SubjectPublicKeyInfo(pem));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Both together: each opens the file alone.</summary>
    public SealingKeys With(SealingKeys more) => new([.. _wraps, .. more._wraps]);

    internal IReadOnlyList<WrappedKey> Wrap(byte[] fileKey) => [.. _wraps.Select(wrap => wrap(fileKey))];

    private static SealingKeys? OfSubjectPublicKeyInfo(byte[] key)
    {
        var id = SHA256.HashData(key);
        if (Import(RSA.Create(), rsa => rsa.ImportSubjectPublicKeyInfo(key, out _)) is { } rsa)
        {
            using (rsa)
                return rsa.KeySize < 2048 ? null : new(fileKey => WithRsa(key, id, fileKey));
        }

        return Import(ECDiffieHellman.Create(), ec => ec.ImportSubjectPublicKeyInfo(key, out _)) is { } curve
            ? Dispose(curve, new SealingKeys(fileKey => WithEcdh(key, id, fileKey)))
            : null;
    }

    private static WrappedKey WithRsa(byte[] key, byte[] id, byte[] fileKey)
    {
        using var rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key, out _);
        return new WrappedKey(WrappedKey.Rsa, rsa.Encrypt(fileKey, RSAEncryptionPadding.OaepSHA256)) { KeyId = id };
    }

    private static WrappedKey WithEcdh(byte[] key, byte[] id, byte[] fileKey)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(key, out _);
        using var ours = ECDiffieHellman.Create(theirs.ExportParameters(includePrivateParameters: false).Curve);
        var ephemeral = ours.ExportSubjectPublicKeyInfo();
        var wrapping = KeyWrap.FromAgreement(ours.DeriveRawSecretAgreement(theirs.PublicKey), ephemeral, id);
        return new WrappedKey(WrappedKey.Ecdh, KeyWrap.Wrap(wrapping, fileKey)) { KeyId = id, Ephemeral = ephemeral };
    }

    private static byte[] SubjectPublicKeyInfo(string pem)
    {
        if (!pem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            return PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] == "PUBLIC KEY" ? Convert.FromBase64String(pem[fields.Base64Data]) : throw new CryptographicException("No public key.");
        using var certificate = X509Certificate2.CreateFromPem(pem);
        return certificate.PublicKey.ExportSubjectPublicKeyInfo();
    }

    private static T? Import<T>(T empty, Action<T> import)
        where T : AsymmetricAlgorithm
    {
        try
        {
            import(empty);
            return empty;
        }
        catch (CryptographicException)
        {
            empty.Dispose();
            return null;
        }
    }

    private static SealingKeys Dispose(ECDiffieHellman curve, SealingKeys keys)
    {
        curve.Dispose();
        return keys;
    }
}
