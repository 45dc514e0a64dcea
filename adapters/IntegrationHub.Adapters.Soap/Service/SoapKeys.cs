using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Adapters.Soap.Service;

/// <summary>Our own keys; asked at each use, so that they can be changed while the hub runs.</summary>
/// <param name="TlsCertificate">Server and client certificate with its private key.</param>
/// <param name="SigningKey">Key that signs our messages.</param>
/// <param name="TlsChain">Intermediate authorities sent with the certificate.</param>
public sealed record SoapKeys(
    Func<X509Certificate2> TlsCertificate, Func<SigningKey> SigningKey, X509Certificate2Collection? TlsChain = null);
