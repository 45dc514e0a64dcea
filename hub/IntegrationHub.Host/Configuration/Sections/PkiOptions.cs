using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>Our keys and the authorities we trust. Relative paths start at the data folder.</summary>
internal sealed record PkiOptions
{
    [Setting("Certificate that the listeners and our client show: PEM with its chain, or PKCS#12.")]
    public string TlsCertificate { get; init; } = "pki/hub/tls.pem";

    [Setting("Key of `tlsCertificate` (encrypted PKCS#8); empty when the certificate file holds it.")]
    public string TlsKey { get; init; } = "pki/hub/tls.key";

    [Setting("Certificate that signs our documents: PEM with its chain, or PKCS#12. Empty with a signing device: the token holds it, under the key's label or id.")]
    public string SigningCertificate { get; init; } = "pki/hub/signing.pem";

    [Setting("Key of `signingCertificate` (encrypted PKCS#8); empty when the certificate file holds it.")]
    public string SigningKey { get; init; } = "pki/hub/signing.key";

    [Setting("File with the passphrase of both keys on its first line; empty for keys without one.")]
    public string PassphraseFile { get; init; } = "pki/passphrase";

    [Setting("PKCS#11 device that holds the key which signs our documents, instead of `signingKey`. The key of TLS stays a file.")]
    public SigningDeviceOptions SigningDevice { get; init; } = new();

    [Setting("What partners call SM2 with SM3 in XML (SignatureMethod); nobody registered a name. All are read where a rule allows sm2Sm3, the first is written.")]
    public IReadOnlyList<string> Sm2SignatureNames { get; init; } = ["http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3", "http://www.w3.org/2000/09/xmldsig#sm2-sm3"];

    [Setting("What partners call SM3 in XML (DigestMethod).")]
    public IReadOnlyList<string> Sm3DigestNames { get; init; } = ["http://www.chinaport.gov.cn/2022/04/xmldsig#sm3"];

    [Setting("Files and folders with the authorities whose certificates are accepted (PEM or DER).")]
    public IReadOnlyList<string> Trust { get; init; } = ["pki/ca.pem"];
}
