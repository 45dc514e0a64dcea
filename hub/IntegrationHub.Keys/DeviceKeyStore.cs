using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Keys;

/// <summary>Loads signing keys that lie in PKCS#11 devices, with the same checks as <see cref="KeyStore"/>.</summary>
/// <remarks>Thread-safe; keeps nothing.</remarks>
public sealed class DeviceKeyStore(TimeProvider time)
{
    /// <summary>Binds a key to its certificate after the device has proven that it holds it: one signature is made and verified.</summary>
    /// <param name="key">Disposed with the result, or here when it is refused.</param>
    /// <param name="certificateFile">PEM or DER; null: the certificate lies on the token, with the key's label or id.</param>
    public Loaded<SigningKey> Load(Pkcs11Key key, string? certificateFile)
    {
        var loaded = LoadUnowned(key, certificateFile);
        if (loaded.Problem is not null)
            key.Dispose();
        return loaded;
    }

    /// <summary>The certificate alone, also one that expired.</summary>
    public static Loaded<X509Certificate2> Certificate(Pkcs11Key key, string? certificateFile)
    {
        if (certificateFile is not null)
        {
            var read = CertificateFiles.Read(certificateFile);
            return read.Problem is { } problem ? problem : read.Value[0];
        }

        try
        {
            return key.FindCertificate() is { } certificate
                ? certificate
                : new KeyProblem(KeyProblemCode.NoCertificate, key.Location.Module, $"The token holds no certificate for the {key.Location}.", "Write it to the token under the key's label, or name its file.");
        }
        catch (CryptographicException e)
        {
            return Unusable(key, e);
        }
    }

    private Loaded<SigningKey> LoadUnowned(Pkcs11Key key, string? certificateFile)
    {
        var read = Certificate(key, certificateFile);
        if (read.Problem is not null)
            return read.Problem;
        var certificate = read.Value;
        var where = certificateFile ?? key.Location.Module;
        if (KeyStore.Unfit(certificate, where) is { } unfit)
            return unfit;
        if (CertificateFiles.CheckValidity(certificate, time.GetUtcNow(), where) is { } outside)
            return outside;
        try
        {
            var signing = SigningKey.Of(certificate, key);
            return ProvesItself(signing)
                ? signing
                : new KeyProblem(KeyProblemCode.KeyMismatch, where, $"The {key.Location} does not belong to the certificate.", "Name the key that was made together with the certificate request.");
        }
        catch (CryptographicException e)
        {
            return Unusable(key, e);
        }
    }

    private static bool ProvesItself(SigningKey key)
    {
        var hash = AlgorithmNames.HashOf(key.Algorithm);
        var digest = CryptographicOperations.HashData(hash, "Does this key belong to its certificate?"u8);
        var value = key.SignDigest(digest);
        using var rsa = key.Certificate.GetRSAPublicKey();
        using var elliptic = key.Certificate.GetECDsaPublicKey();
        return rsa?.VerifyHash(digest, value, hash, RSASignaturePadding.Pkcs1)
            ?? elliptic!.VerifyHash(digest, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static KeyProblem Unusable(Pkcs11Key key, CryptographicException e) => e is Pkcs11Exception { IsPinRefused: true }
        ? new(KeyProblemCode.PinRefused, key.Location.Module, e.Message, "Correct the PIN before you start again: the device counts wrong ones and locks.")
        : new(KeyProblemCode.DeviceUnusable, key.Location.Module, e.Message, "Check that the device is plugged in and its library configured, and the names of token and key.");
}
