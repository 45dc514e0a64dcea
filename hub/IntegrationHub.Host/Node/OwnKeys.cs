using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Algorithms;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Keys;
using IntegrationHub.Native.Pkcs11;

namespace IntegrationHub.Host.Node;

/// <summary>Where the section <c>pki</c> says that our keys lie: files, or a device for the one that signs.</summary>
internal static class OwnKeys
{
    public static Loaded<SigningKey> Tls(DataFolder folder, PkiOptions options, TimeProvider time) =>
        new KeyStore(time).Load(Location(folder, options, options.TlsCertificate, options.TlsKey));

    /// <summary>The key that signs.</summary>
    /// <param name="device">The device that holds it; null for a file.</param>
    public static Loaded<SigningKey> Signing(DataFolder folder, PkiOptions options, TimeProvider time, out Pkcs11Key? device)
    {
        device = Device(options);
        return device is null
            ? new KeyStore(time, Names(options)).Load(Location(folder, options, options.SigningCertificate, options.SigningKey))
            : new DeviceKeyStore(time).Load(device, CertificateFile(folder, options));
    }

    /// <summary>The certificate that signs, also an expired one; it needs the device only where the token alone holds it.</summary>
    public static Loaded<X509Certificate2> SigningCertificate(DataFolder folder, PkiOptions options, TimeProvider time)
    {
        using var device = Device(options);
        return device is null
            ? Certificate(folder, options, options.SigningCertificate, options.SigningKey, time)
            : DeviceKeyStore.Certificate(device, CertificateFile(folder, options));
    }

    public static Loaded<X509Certificate2> TlsCertificate(DataFolder folder, PkiOptions options, TimeProvider time) =>
        Certificate(folder, options, options.TlsCertificate, options.TlsKey, time);

    /// <summary>How SM2 is called in XML.</summary>
    public static Sm2Names Names(PkiOptions options) => new(options.Sm2SignatureNames, options.Sm3DigestNames);

    private static Pkcs11Key? Device(PkiOptions options)
    {
        var device = options.SigningDevice;
        return device.IsUsed
            ? new Pkcs11Key(new Pkcs11Location(device.Module, device.Token, device.TokenSerial, device.Key, Convert.FromHexString(device.KeyId)), device.Pin?.Reveal() ?? "")
            : null;
    }

    private static string? CertificateFile(DataFolder folder, PkiOptions options) =>
        options.SigningCertificate.Length == 0 ? null : folder.Resolve(options.SigningCertificate);

    /// <summary>Only the certificate, so that an expired one is shown with its date; a PKCS#12 file has to be opened for it.</summary>
    private static Loaded<X509Certificate2> Certificate(DataFolder folder, PkiOptions options, string certificate, string key, TimeProvider time)
    {
        var file = folder.Resolve(certificate);
        if (Path.GetExtension(file).ToUpperInvariant() is not (".P12" or ".PFX"))
        {
            var read = CertificateFiles.Read(file);
            return read.Problem is { } missing ? missing : read.Value[0];
        }

        var loaded = new KeyStore(time).Load(Location(folder, options, certificate, key));
        return loaded.Problem is { } problem ? problem : loaded.Value.Certificate;
    }

    private static KeyLocation Location(DataFolder folder, PkiOptions options, string certificate, string key) => new(
        folder.Resolve(certificate),
        key.Length == 0 ? null : folder.Resolve(key),
        options.PassphraseFile.Length == 0 ? null : folder.Resolve(options.PassphraseFile));
}
