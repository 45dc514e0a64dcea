using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Native.OpenSsl;

namespace IntegrationHub.Keys;

/// <summary>SM2 keys in files as OpenSSL writes them, PKCS#8 in PEM or PKCS#12, which the framework does not open.</summary>
internal static class Sm2KeyFiles
{
    /// <summary>A key whose PEM stands in a file of its own or behind its certificate.</summary>
    /// <param name="passphrase">Null for an unencrypted key.</param>
    public static Loaded<SigningKey> FromPem(X509Certificate2 certificate, string pem, string file, string? passphrase, Sm2Names? names)
    {
        foreach (var found in Blocks(pem))
        {
            if (!found.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
                continue;
            try
            {
                var pkcs8 = found.Label.StartsWith("ENCRYPTED", StringComparison.Ordinal)
                    ? Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase, found.Content, out _).Encode()
                    : found.Content;
                return Bind(certificate, pkcs8, file, names);
            }
            catch (CryptographicException)
            {
                return Undecipherable(file, passphrase);
            }
        }
        return new KeyProblem(KeyProblemCode.NoPrivateKey, file, "The file holds no private key.", "Name the file with the PKCS#8 key (BEGIN … PRIVATE KEY).");
    }

    /// <summary>The SM2 key of a PKCS#12 file; null when it holds no certificate of SM2, or cannot be opened with the passphrase.</summary>
    public static Loaded<SigningKey>? FromPkcs12(byte[] content, string file, string? passphrase, Sm2Names? names)
    {
        try
        {
            var store = Pkcs12Info.Decode(content, out _);
            if (store.IntegrityMode != Pkcs12IntegrityMode.Password || !store.VerifyMac(passphrase))
                return null;
            var bags = store.AuthenticatedSafe.SelectMany(safe => Opened(safe, passphrase).GetBags()).ToList();
            var certificate = bags.OfType<Pkcs12CertBag>().Select(bag => bag.GetCertificate()).FirstOrDefault(Sm2Names.IsKeyOf);
            if (certificate is null)
                return null;
            foreach (var bag in bags)
            {
                var pkcs8 = bag switch
                {
                    Pkcs12ShroudedKeyBag shrouded => Pkcs8PrivateKeyInfo.DecryptAndDecode(passphrase, shrouded.EncryptedPkcs8PrivateKey, out _).Encode(),
                    Pkcs12KeyBag open => open.Pkcs8PrivateKey.ToArray(),
                    _ => null,
                };
                if (pkcs8 is not null)
                    return Bind(certificate, pkcs8, file, names);
            }
            return new KeyProblem(KeyProblemCode.NoPrivateKey, file, "The store holds a certificate without its private key.", "Export it again together with the key.");
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Pkcs12SafeContents Opened(Pkcs12SafeContents safe, string? passphrase)
    {
        if (safe.ConfidentialityMode == Pkcs12ConfidentialityMode.Password)
            safe.Decrypt(passphrase);
        return safe;
    }

    private static Loaded<SigningKey> Bind(X509Certificate2 certificate, byte[] pkcs8, string file, Sm2Names? names)
    {
        if (Sm2Family.IfAvailable is null)
            return new KeyProblem(KeyProblemCode.UnsupportedKey, file, "SM2 keys need OpenSSL 3 (libcrypto).", "Install it with the system's package manager.");
        Sm2MessageKey key;
        try
        {
            key = new Sm2MessageKey(certificate, pkcs8);
        }
        catch (CryptographicException)
        {
            return Mismatch(file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
        if (key.FitsItsCertificate())
            return new SigningKey(key, names ?? Sm2Names.InUse);
        key.Dispose();
        return Mismatch(file);
    }

    private static KeyProblem Mismatch(string file) =>
        new(KeyProblemCode.KeyMismatch, file, "The private key does not belong to the certificate.", "Name the key that was made together with the certificate request.");

    private static KeyProblem Undecipherable(string file, string? passphrase) => passphrase is null
        ? new(KeyProblemCode.PassphraseMissing, file, "The private key is encrypted or damaged.", "Configure the file that holds its passphrase.")
        : new(KeyProblemCode.PassphraseWrong, file, "The key cannot be decrypted with the configured passphrase.", "Correct the passphrase file.");

    /// <summary>The blocks of a PEM file; OpenSSL puts the parameters of the curve in front of some keys.</summary>
    private static IEnumerable<(string Label, byte[] Content)> Blocks(string pem)
    {
        for (var rest = pem; PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
            yield return (rest[fields.Label], Convert.FromBase64String(rest[fields.Base64Data]));
    }
}
