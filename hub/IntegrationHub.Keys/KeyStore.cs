using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Keys;

/// <summary>Where a key lies: a PKCS#12 file, or a PEM certificate with its (encrypted) PKCS#8 key.</summary>
/// <param name="CertificateFile">PKCS#12 (<c>.p12</c>, <c>.pfx</c>) or PEM. A PEM file may hold the chain after the certificate.</param>
/// <param name="KeyFile">PEM key; null when the certificate file holds it.</param>
/// <param name="PassphraseFile">File with the passphrase on its first line; null for an unencrypted key.</param>
public sealed record KeyLocation(string CertificateFile, string? KeyFile = null, string? PassphraseFile = null);

/// <summary>Loads private keys with their certificates. Every failure names the file and the remedy.</summary>
/// <remarks>Thread-safe; keeps nothing.</remarks>
/// <param name="time">Judges validity.</param>
/// <param name="names">How SM2 is called in XML that such a key signs; null: <see cref="Sm2Names.InUse"/>.</param>
public sealed class KeyStore(TimeProvider time, Sm2Names? names = null)
{
    /// <summary>Smaller RSA keys are not loaded.</summary>
    public const int SmallestRsaKey = 2048;

    /// <summary>Loads a key that signs now: it matches its certificate, which is within its validity.</summary>
    public Loaded<SigningKey> Load(KeyLocation location)
    {
        string? passphrase = null;
        if (location.PassphraseFile is not null)
        {
            var read = SecretFiles.ReadPassphrase(location.PassphraseFile);
            if (read.Problem is not null)
                return read.Problem;
            passphrase = read.Value;
        }
        if (Sm2(location, passphrase) is { } sm2)
            return sm2.Problem is null ? Within(sm2.Value, location.CertificateFile) : sm2.Problem;
        var certificate = IsPkcs12(location.CertificateFile)
            ? LoadPkcs12(location.CertificateFile, passphrase)
            : LoadPem(location, passphrase);
        if (certificate.Problem is not null)
            return certificate.Problem;
        var problem = Check(certificate.Value, location);
        if (problem is null)
            return SigningKey.FromCertificate(certificate.Value);
        certificate.Value.Dispose();
        return problem;
    }

    /// <summary>A key of SM2; null when the file holds another one, or cannot be read, which the usual way reports.</summary>
    private Loaded<SigningKey>? Sm2(KeyLocation location, string? passphrase)
    {
        if (IsPkcs12(location.CertificateFile))
            return SecretFiles.Read(location.CertificateFile) is { Problem: null } store ? Sm2KeyFiles.FromPkcs12(store.Value, location.CertificateFile, passphrase, names) : null;
        if (CertificateFiles.Read(location.CertificateFile) is not { Problem: null } certificates || !Sm2Names.IsKeyOf(certificates.Value[0]))
            return null;
        var keyFile = location.KeyFile ?? location.CertificateFile;
        var content = SecretFiles.Read(keyFile);
        return content.Problem is { } problem ? problem : Sm2KeyFiles.FromPem(certificates.Value[0], Encoding.UTF8.GetString(content.Value), keyFile, passphrase, names);
    }

    private Loaded<SigningKey> Within(SigningKey key, string file)
    {
        if (CertificateFiles.CheckValidity(key.Certificate, time.GetUtcNow(), file) is not { } outside)
            return key;
        key.Dispose();
        return outside;
    }

    private static bool IsPkcs12(string file) =>
        Path.GetExtension(file).ToUpperInvariant() is ".P12" or ".PFX";

    private static Loaded<X509Certificate2> LoadPkcs12(string file, string? passphrase)
    {
        var content = SecretFiles.Read(file);
        if (content.Problem is not null)
            return content.Problem;
        try
        {
            return X509CertificateLoader.LoadPkcs12(content.Value, passphrase, X509KeyStorageFlags.EphemeralKeySet);
        }
        catch (CryptographicException e)
        {
            return Undecipherable(file, passphrase, e);
        }
    }

    private static Loaded<X509Certificate2> LoadPem(KeyLocation location, string? passphrase)
    {
        var certificates = CertificateFiles.Read(location.CertificateFile);
        if (certificates.Problem is not null)
            return certificates.Problem;
        var keyFile = location.KeyFile ?? location.CertificateFile;
        var content = SecretFiles.Read(keyFile);
        if (content.Problem is not null)
            return content.Problem;
        var pem = Encoding.UTF8.GetString(content.Value);
        if (!pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            return new KeyProblem(KeyProblemCode.NoPrivateKey, keyFile, "The file holds no private key.", "Name the file with the PKCS#8 key (BEGIN … PRIVATE KEY).");
        if (passphrase is null && pem.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
            return new KeyProblem(KeyProblemCode.PassphraseMissing, keyFile, "The private key is encrypted.", "Configure the file that holds its passphrase.");
        return Join(certificates.Value[0], pem, keyFile, passphrase);
    }

    private static Loaded<X509Certificate2> Join(X509Certificate2 certificate, string keyPem, string keyFile, string? passphrase)
    {
        try
        {
            var encrypted = keyPem.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
            return encrypted
                ? X509Certificate2.CreateFromEncryptedPem(certificate.ExportCertificatePem(), keyPem, passphrase)
                : X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), keyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return IsSomeKey(keyPem, passphrase) ? Mismatch(keyFile) : Undecipherable(keyFile, passphrase, e);
        }
    }

    /// <summary>Tells a good key of another certificate from a wrong passphrase: the framework reports both alike.</summary>
    private static bool IsSomeKey(string pem, string? passphrase) => Imports(RSA.Create(), pem, passphrase) || Imports(ECDsa.Create(), pem, passphrase);

    private static bool Imports(AsymmetricAlgorithm empty, string pem, string? passphrase)
    {
        using (empty)
        {
            try
            {
                if (passphrase is null)
                    empty.ImportFromPem(pem);
                else
                    empty.ImportFromEncryptedPem(pem, passphrase);
                return true;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                return false;
            }
        }
    }

    private static KeyProblem Mismatch(string file) =>
        new(KeyProblemCode.KeyMismatch, file, "The private key does not belong to the certificate.", "Name the key that was made together with the certificate request.");

    private static KeyProblem Undecipherable(string file, string? passphrase, Exception e) =>
        passphrase is null
            ? new(KeyProblemCode.FileUnreadable, file, "The key cannot be read: " + e.Message, "Check the file, and configure a passphrase file if it is encrypted.")
            : new(KeyProblemCode.PassphraseWrong, file, "The key cannot be decrypted with the configured passphrase.", "Correct the passphrase file.");

    private KeyProblem? Check(X509Certificate2 certificate, KeyLocation location)
    {
        var file = location.CertificateFile;
        if (!certificate.HasPrivateKey)
            return new(KeyProblemCode.NoPrivateKey, file, "The store holds a certificate without its private key.", "Export it again together with the key.");
        return Unfit(certificate, file) ?? CertificateFiles.CheckValidity(certificate, time.GetUtcNow(), file);
    }

    /// <summary>Why a certificate's key is none that signs, wherever the private key lies; null when it may.</summary>
    internal static KeyProblem? Unfit(X509Certificate2 certificate, string file)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        if (rsa is null && ecdsa is null)
            return new(KeyProblemCode.UnsupportedKey, file, "Only RSA, ECDSA and SM2 keys sign.", "Ask for an RSA (2048 bits or more) or P-256 certificate.");
        if (rsa is not null && rsa.KeySize < SmallestRsaKey)
            return new(KeyProblemCode.KeyTooSmall, file, $"The RSA key has {rsa.KeySize} bits.", $"Ask for a certificate with at least {SmallestRsaKey} bits.");
        return null;
    }
}
