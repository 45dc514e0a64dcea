using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IntegrationHub.Keys;

/// <summary>
/// A certificate authority for development, drills and tests, in a folder of its own. Production data folders refuse it
/// (<see cref="IsDevelopment"/>).
/// </summary>
/// <remarks>
/// Files: <c>ca.pem</c> and <c>ca.key</c> of the authority, <c>passphrase</c> (random, for every key of the folder), and
/// per issued certificate <c>NAME.pem</c> (certificate, then the authority's) and <c>NAME.key</c> (encrypted PKCS#8).
/// Keys and passphrase have mode 0600. Instances are not thread-safe.
/// </remarks>
public sealed class DevelopmentAuthority : IDisposable
{
    /// <summary>The organisation in the authority's subject; how production recognises and refuses it.</summary>
    public const string Organisation = "IntegrationHub development";

    private readonly X509Certificate2 authority;
    private readonly string passphrase;
    private readonly TimeProvider time;

    private DevelopmentAuthority(string folder, X509Certificate2 authority, string passphrase, TimeProvider time)
    {
        Folder = folder;
        this.authority = authority;
        this.passphrase = passphrase;
        this.time = time;
    }

    public string Folder { get; }

    /// <summary>The authority's certificate, which others put into their trust store.</summary>
    public X509Certificate2 Certificate => authority;

    /// <summary>PEM file of <see cref="Certificate"/>.</summary>
    public string CertificateFile => Path.Combine(Folder, "ca.pem");

    /// <summary>File with the passphrase of every key in the folder.</summary>
    public string PassphraseFile => Path.Combine(Folder, "passphrase");

    /// <summary>True when the folder holds an authority already.</summary>
    public static bool ExistsIn(string folder) => File.Exists(Path.Combine(folder, "ca.pem"));

    /// <summary>True when the certificate is a development authority or was issued by one.</summary>
    public static bool IsDevelopment(X509Certificate2 certificate) => Names(certificate.IssuerName) || Names(certificate.SubjectName);

    /// <summary>Makes a new authority in an empty or absent folder.</summary>
    /// <exception cref="IOException">The folder holds an authority already.</exception>
    public static DevelopmentAuthority Create(string folder, TimeProvider time, string commonName = "Development CA")
    {
        if (ExistsIn(folder))
            throw new IOException($"{folder} holds an authority already; open it or name another folder.");
        SecretFiles.CreateFolder(folder);
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        SecretFiles.WriteNew(Path.Combine(folder, "passphrase"), Encoding.UTF8.GetBytes(secret + "\n"));
        using var key = RSA.Create(3072);
        var request = new CertificateRequest(Subject(commonName), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        SecretFiles.WriteNew(Path.Combine(folder, "ca.key"), EncryptedPem(key, secret));
        File.WriteAllText(Path.Combine(folder, "ca.pem"), certificate.ExportCertificatePem() + "\n");
        return Open(folder, time).Value;
    }

    /// <summary>Opens an authority made earlier.</summary>
    public static Loaded<DevelopmentAuthority> Open(string folder, TimeProvider time)
    {
        var passphraseFile = Path.Combine(folder, "passphrase");
        var secret = SecretFiles.ReadPassphrase(passphraseFile);
        if (secret.Problem is not null)
            return secret.Problem;
        var key = new KeyStore(time).Load(new(Path.Combine(folder, "ca.pem"), Path.Combine(folder, "ca.key"), passphraseFile));
        if (key.Problem is not null)
            return key.Problem;
        return new DevelopmentAuthority(folder, key.Value.Certificate, secret.Value, time);
    }

    /// <summary>Issues a certificate and writes it with its key below the folder.</summary>
    /// <returns>Where the files lie, ready for <see cref="KeyStore.Load"/>.</returns>
    /// <exception cref="IOException">A key of that name exists already.</exception>
    public KeyLocation Issue(CertificateOrder order)
    {
        var target = Path.Combine(Folder, order.Name);
        SecretFiles.CreateFolder(Path.GetDirectoryName(target)!);
        using AsymmetricAlgorithm key = order.Key == KeyKind.Rsa2048 ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(order, key);
        SecretFiles.WriteNew(target + ".key", EncryptedPem(key, passphrase));
        File.WriteAllText(target + ".pem", certificate.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n");
        return LocationOf(order.Name);
    }

    /// <summary>Where the files of an issued certificate lie.</summary>
    public KeyLocation LocationOf(string name) =>
        new(Path.Combine(Folder, name + ".pem"), Path.Combine(Folder, name + ".key"), PassphraseFile);

    /// <summary>Writes an issued certificate, its key and the chain as PKCS#12 beside the PEM files, for tools that ask for it.</summary>
    public string ExportPkcs12(string name)
    {
        using var key = new KeyStore(time).Load(LocationOf(name)).Value;
        var bag = new X509Certificate2Collection { key.Certificate, X509CertificateLoader.LoadCertificate(authority.RawData) };
        var file = Path.Combine(Folder, name + ".p12");
        SecretFiles.WriteNew(file, bag.Export(X509ContentType.Pkcs12, passphrase)!);
        return file;
    }

    public void Dispose() => authority.Dispose();

    private X509Certificate2 Sign(CertificateOrder order, AsymmetricAlgorithm key)
    {
        var request = key is RSA rsa
            ? new CertificateRequest(Subject(order.CommonName), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(Subject(order.CommonName), (ECDsa)key, HashAlgorithmName.SHA256);
        CertificateExtensions.AddTo(request, order, authority);
        var from = order.NotBefore ?? time.GetUtcNow().AddHours(-1);
        using var authorityKey = authority.GetRSAPrivateKey()!;
        var signer = X509SignatureGenerator.CreateForRSA(authorityKey, RSASignaturePadding.Pkcs1);
        return request.Create(authority.SubjectName, signer, from, from + order.Validity, RandomSerial());
    }

    /// <summary>Twenty octets, positive and without a leading zero, as RFC 5280 allows at most.</summary>
    private static byte[] RandomSerial()
    {
        var serial = RandomNumberGenerator.GetBytes(20);
        serial[0] = (byte)((serial[0] & 0x3f) | 0x40);
        return serial;
    }

    private static X500DistinguishedName Subject(string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        // The builder encodes in reverse: the organisation comes first in the certificate, the common name last.
        name.AddCommonName(commonName);
        name.AddOrganizationName(Organisation);
        return name.Build();
    }

    private static bool Names(X500DistinguishedName name) =>
        name.EnumerateRelativeDistinguishedNames()
            .Any(p => !p.HasMultipleElements && p.GetSingleElementType().Value == "2.5.4.10" && p.GetSingleElementValue() == Organisation);

    private static byte[] EncryptedPem(AsymmetricAlgorithm key, string passphrase) =>
        Encoding.ASCII.GetBytes(key.ExportEncryptedPkcs8PrivateKeyPem(
            passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100_000)) + "\n");
}
